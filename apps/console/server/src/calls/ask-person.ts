import { randomUUID } from 'node:crypto'
import type { ElicitRequest, ElicitResult } from '@modelcontextprotocol/client'
import type { Answer, Call, Question } from '../api.ts'
import type { ModelTool } from '../models/model-client.ts'
import type { CallOptions } from './call-options.ts'

type NewQuestion = Question extends infer Each ? (Each extends Question ? Omit<Each, 'id'> : never) : never

const asked = new WeakMap<Call, Promise<unknown>>()

/**
 * Shows a question in the card of a call and waits. Only a person's click answers it, nothing that a model or a plugin says. A call asks one
 * thing after the other.
 */
export async function askPerson(options: Pick<CallOptions, 'run' | 'show'>, call: Call, question: NewQuestion): Promise<Answer> {
  const before = asked.get(call) ?? Promise.resolve()
  const answer = before.then(() => askNow(options, call, question))
  asked.set(
    call,
    answer.catch(() => undefined),
  )
  return answer
}

async function askNow({ run, show }: Pick<CallOptions, 'run' | 'show'>, call: Call, wanted: NewQuestion): Promise<Answer> {
  const question: Question = { ...wanted, id: randomUUID() }
  call.status = 'asking'
  call.question = question
  const waiting = run.ask(call.id, question.id)
  await show(call)
  const answer = await waiting
  call.question = null
  call.status = answer.decision === 'deny' ? 'denied' : 'running'
  await show(call)
  return answer
}

/** Shows the dialog with the real arguments, which the person may change. Whether they agree. */
export async function askToConfirm(options: CallOptions, call: Call, tool: ModelTool): Promise<boolean> {
  const { mayAlwaysAllow, isDestructive, name } = tool.action
  const values = call.arguments
  const answer = await askPerson(options, call, {
    type: 'confirmation',
    from: 'console',
    text: null,
    arguments: values,
    isEditable: true,
    mayAlwaysAllow,
    isDestructive,
    expiresAt: null,
  })
  if (answer.decision !== 'allow' && answer.decision !== 'always-allow') {
    call.status = 'denied'
    await options.show(call)
    return false
  }
  if (answer.arguments) call.arguments = answer.arguments
  if (answer.decision === 'always-allow' && mayAlwaysAllow) await options.installs.allowAlways(options.run.userId, call.pluginId, name)
  return true
}

/** MCP elicitation: the server asks the person. A form of plain fields, or a page of its own. */
export async function askForServer(options: CallOptions, call: Call, question: ElicitRequest['params']): Promise<ElicitResult> {
  const shown = toQuestion(question)
  if (!shown) return { action: 'decline' }
  const answer = await askPerson(options, call, shown)
  if (answer.decision !== 'accept') {
    call.status = 'running'
    return { action: 'decline' }
  }
  return { action: 'accept', ...(answer.content && { content: answer.content as NonNullable<ElicitResult['content']> }) }
}

/** None for an address that is no web page. */
function toQuestion(question: ElicitRequest['params']): NewQuestion | undefined {
  if (question.mode === 'url') {
    const url = URL.parse(question.url)
    const isPage = url !== null && /^https?:$/.test(url.protocol)
    return isPage ? { type: 'url', text: question.message, url: url.href, host: url.host } : undefined
  }
  return { type: 'form', text: question.message, schema: question.requestedSchema as Record<string, unknown> }
}

import type { ElicitRequest, ElicitResult } from '@modelcontextprotocol/client'
import type { Answer, Call, Question } from '../api.ts'
import type { ModelTool } from '../models/model-client.ts'
import type { CallOptions } from './call-options.ts'

/** Shows a question in the card of a call and waits. Only a person's click answers it, nothing that a model or a plugin says. */
export async function askPerson({ run, show }: Pick<CallOptions, 'run' | 'show'>, call: Call, question: Question): Promise<Answer> {
  call.status = 'asking'
  call.question = question
  const waiting = run.ask(call.id)
  await show(call)
  const answer = await waiting
  call.question = null
  call.status = answer.decision === 'deny' ? 'denied' : 'running'
  await show(call)
  return answer
}

/** Shows the dialog with the real arguments, which the person may change. Whether they agree. */
export async function askToConfirm(
  options: CallOptions,
  call: Call,
  { tool, alwaysAllowed }: { tool: ModelTool; alwaysAllowed: readonly string[] },
): Promise<boolean> {
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
  if (answer.decision === 'always-allow' && mayAlwaysAllow)
    await options.installs.setAlwaysAllowed(options.run.userId, call.pluginId, [...alwaysAllowed, name])
  return true
}

/** MCP elicitation: the server asks the person. A form of plain fields, or a page of its own. */
export async function askForServer(options: CallOptions, call: Call, question: ElicitRequest['params']): Promise<ElicitResult> {
  const answer = await askPerson(options, call, toQuestion(question))
  if (answer.decision !== 'accept') {
    call.status = 'running'
    return { action: 'decline' }
  }
  return { action: 'accept', ...(answer.content && { content: answer.content as NonNullable<ElicitResult['content']> }) }
}

function toQuestion(question: ElicitRequest['params']): Question {
  if (question.mode === 'url') return { type: 'url', text: question.message, url: question.url, host: URL.parse(question.url)?.host ?? '' }
  return { type: 'form', text: question.message, schema: question.requestedSchema as Record<string, unknown> }
}

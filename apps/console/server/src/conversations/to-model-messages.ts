import type { AssistantMessage, Call, Message, NewMessage } from '../api.ts'
import type { ModelCall, ModelMessage, ModelTool } from '../models/model-client.ts'

/** The branch that ends with a message, from its first one. */
export function toBranch(messages: readonly Message[], leafId: string | null): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const branch: Message[] = []
  for (let message = byId.get(leafId ?? ''); message; message = byId.get(message.parentId ?? '')) branch.unshift(message)
  return branch
}

/** What the model gets of a branch: texts, calls and what they answered. */
export function toModelMessages(branch: readonly Message[], tools: readonly ModelTool[], choice: NewMessage['choice']): ModelMessage[] {
  return branch.flatMap((message, index): ModelMessage[] => {
    if (message.role === 'assistant') return toAnswer(message, tools)
    return [{ role: 'user', text: message.text, choice: index === branch.length - 1 ? choice : undefined }]
  })
}

/** Texts and calls follow each other: each group of calls ends a turn of the model. */
export function toAnswer({ parts }: Pick<AssistantMessage, 'parts'>, tools: readonly ModelTool[]): ModelMessage[] {
  const messages: ModelMessage[] = []
  let text = ''
  let calls: Call[] = []
  const flush = () => {
    if (text === '' && calls.length === 0) return
    messages.push({ role: 'assistant', text, calls: calls.map((call) => toModelCall(call, tools)), candidates: [] })
    messages.push(...calls.map((call): ModelMessage => ({ role: 'tool', callId: call.id, text: toResult(call) })))
    text = ''
    calls = []
  }
  for (const part of parts) {
    if (part.type === 'text') {
      if (calls.length > 0) flush()
      text += part.text
    } else if (part.type === 'call') calls.push(part.call)
    else if (part.type === 'candidates') messages.push({ role: 'assistant', text: part.text, calls: [], candidates: part.candidates })
  }
  flush()
  return messages
}

function toModelCall(call: Call, tools: readonly ModelTool[]): ModelCall {
  const tool = tools.find(({ plugin, action }) => plugin.id === call.pluginId && action.name === call.action)
  return {
    id: call.id,
    name: tool?.name ?? (call.action.replaceAll(/[^\w-]/g, '_').slice(0, 64) || 'unknown'),
    arguments: JSON.stringify(call.arguments),
  }
}

/** What the model reads of a call: the answer as it came, or why there is none. */
export function toResult({ status, response, problem, job }: Call): string {
  if (job && job.result !== null) return job.result
  if (job?.state === 'failed') return `The job failed. ${job.problem ?? ''}`
  if (job?.state === 'cancelled') return 'The job was cancelled before it was done.'
  if (status === 'denied') return 'The person said no. Do not try this again unless they ask for it.'
  if (status === 'stopped') return 'The person stopped this.'
  if (!response) return problem ?? 'There is no answer.'
  const { status: code, statusText, body, isCut } = response
  const start = code >= 200 && code < 300 ? '' : `HTTP ${code} ${statusText}\n`
  if (body === '') return `HTTP ${code} ${statusText}, without content`
  return `${start}${body}${isCut ? '\n[cut here: the answer was longer]' : ''}`
}

import type { AssistantMessage, Message, RunEvent } from '@patchbay/console/api'

/** The messages after something happened in a run. */
export function applyEvent(messages: readonly Message[], event: RunEvent): Message[] {
  if (event.type === 'message') {
    const isKnown = messages.some(({ id }) => id === event.message.id)
    return isKnown ? messages.map((message) => (message.id === event.message.id ? event.message : message)) : [...messages, event.message]
  }
  if (event.type === 'title' || event.type === 'end') return [...messages]
  return messages.map((message) =>
    message.id === event.messageId && message.role === 'assistant' ? applyToAnswer(message, event) : message,
  )
}

function applyToAnswer(message: AssistantMessage, event: Exclude<RunEvent, { type: 'message' | 'title' | 'end' }>): AssistantMessage {
  if (event.type === 'status') return { ...message, status: event.status, problem: event.problem }
  const parts = [...message.parts]
  if (event.type === 'part') parts[event.index] = event.part
  else {
    const known = parts[event.index]
    parts[event.index] = { type: 'text', text: (known?.type === 'text' ? known.text : '') + event.text }
  }
  return { ...message, parts }
}

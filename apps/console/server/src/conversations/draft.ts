import type { AssistantMessage, Call, Part } from '../api.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { Run } from './run.ts'

/** An answer while it is made: every change is told to those who watch, and stored. */
export class Draft {
  readonly message: AssistantMessage
  readonly #run: Run
  readonly #store: ConversationStore

  constructor(message: AssistantMessage, run: Run, store: ConversationStore) {
    this.message = message
    this.#run = run
    this.#store = store
    run.emit({ type: 'message', message })
  }

  addText(text: string): void {
    const { parts, id: messageId } = this.message
    const last = parts.at(-1)
    if (last?.type === 'text') {
      last.text += text
      this.#run.emit({ type: 'text', messageId, index: parts.length - 1, text })
    } else this.addPart({ type: 'text', text })
  }

  addPart(part: Part): void {
    const { parts, id: messageId } = this.message
    parts.push(part)
    this.#run.emit({ type: 'part', messageId, index: parts.length - 1, part })
  }

  /** The call has changed. */
  async showCall(call: Call): Promise<void> {
    const { parts, id: messageId } = this.message
    const index = parts.findIndex((part) => part.type === 'call' && part.call === call)
    this.#run.emit({ type: 'part', messageId, index, part: parts[index]! })
    const isAsking = parts.some((part) => part.type === 'call' && part.call.status === 'asking')
    const status = isAsking ? 'waiting' : 'running'
    if (this.message.status !== status && (this.message.status === 'running' || this.message.status === 'waiting')) this.#setStatus(status)
    await this.save()
  }

  async end(status: 'done' | 'stopped' | 'failed', problem: string | null = null): Promise<void> {
    for (const part of this.message.parts)
      if (part.type === 'call' && (part.call.status === 'asking' || part.call.status === 'running')) {
        part.call.status = 'stopped'
        part.call.question = null
        await this.showCall(part.call)
      }
    this.message.problem = problem
    this.#setStatus(status)
    await this.save()
  }

  async save(): Promise<void> {
    await this.#store.saveAnswer(this.message)
  }

  #setStatus(status: AssistantMessage['status']): void {
    this.message.status = status
    this.#run.emit({ type: 'status', messageId: this.message.id, status, problem: this.message.problem })
  }
}

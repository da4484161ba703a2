import type { AssistantMessage, Call, Part } from '../api.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { Run } from './run.ts'

/** Milliseconds after which what has come of a long text is stored. */
const saveEvery = 2000

/** An answer while it is made: every change is told to those who watch, and stored. */
export class Draft {
  readonly message: AssistantMessage
  readonly #run: Run
  readonly #store: ConversationStore
  #saving: Promise<void> = Promise.resolve()
  #savedAt = performance.now()

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
      if (performance.now() - this.#savedAt > saveEvery) void this.save().catch(() => undefined)
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
    this.message.status = status
    // With all that is known by now, such as the tokens.
    this.#run.emit({ type: 'message', message: this.message })
    this.#setStatus(status)
    await this.save()
  }

  /** One after the other, so that what is newest stays. */
  save(): Promise<void> {
    this.#savedAt = performance.now()
    this.#saving = this.#saving.catch(() => undefined).then(() => this.#store.saveAnswer(this.message))
    return this.#saving
  }

  #setStatus(status: AssistantMessage['status']): void {
    this.message.status = status
    this.#run.emit({ type: 'status', messageId: this.message.id, status, problem: this.message.problem })
  }
}

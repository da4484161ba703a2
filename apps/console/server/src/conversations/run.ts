import { AppError } from '@patchbay/plugin-kit'
import { randomUUID } from 'node:crypto'
import type { Answer, RunEvent } from '../api.ts'

/** How long a question waits, in milliseconds. */
const patience = 30 * 60_000

/** An answer that is being made: its events, and the questions that wait for the person. */
export class Run {
  readonly id = randomUUID()
  readonly userId: string
  readonly conversationId: string
  readonly #events: RunEvent[] = []
  readonly #listeners = new Set<() => void>()
  readonly #questions = new Map<string, { id: string; resolve: (answer: Answer) => void }>()
  readonly #stop = new AbortController()
  readonly #end = Promise.withResolvers<void>()
  isOver = false

  constructor(userId: string, conversationId: string) {
    this.userId = userId
    this.conversationId = conversationId
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }

  get ended(): Promise<void> {
    return this.#end.promise
  }

  stop(): void {
    this.#stop.abort()
  }

  emit(event: RunEvent): void {
    this.#events.push(structuredClone(event))
    if (event.type === 'end') {
      this.isOver = true
      this.#end.resolve()
    }
    for (const listener of this.#listeners) listener()
  }

  /** Events after the `seen`th; then those to come, until the end. */
  async *follow(seen: number, signal: AbortSignal): AsyncIterable<{ id: number; event: RunEvent }> {
    for (let next = seen; ;) {
      while (next < this.#events.length) {
        next += 1
        yield { id: next, event: this.#events[next - 1]! }
      }
      if (this.isOver || signal.aborted) return
      await this.#wait(signal)
    }
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#listeners.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      this.#listeners.add(wake)
      signal.addEventListener('abort', wake, { once: true })
    })
  }

  /** Whether it goes on only when the person answers. */
  get isWaiting(): boolean {
    return this.#questions.size > 0
  }

  /** Waits for the person's answer to a call's question. Rejects when the run is stopped, as it is when nobody answers for long. */
  ask(callId: string, questionId: string): Promise<Answer> {
    this.signal.throwIfAborted()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.stop(), patience).unref()
      const onStop = () => {
        clearTimeout(timer)
        this.#questions.delete(callId)
        reject(this.signal.reason as Error)
      }
      this.signal.addEventListener('abort', onStop, { once: true })
      const settle = (answer: Answer) => {
        clearTimeout(timer)
        this.signal.removeEventListener('abort', onStop)
        this.#questions.delete(callId)
        resolve(answer)
      }
      this.#questions.set(callId, { id: questionId, resolve: settle })
    })
  }

  /**
   * @param questionId the one that was shown, where that is told
   * @throws AppError `conflict` when nothing waits for it: each question is answered once.
   */
  answer(callId: string, answer: Answer, questionId?: string): void {
    const question = this.#questions.get(callId)
    if (!question || (questionId !== undefined && question.id !== questionId))
      throw new AppError('conflict', 'This question was answered already, or its answer was stopped.')
    question.resolve(answer)
  }
}

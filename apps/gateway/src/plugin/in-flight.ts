import { AppError } from '@patchbay/plugin-kit'

/** A call that runs. Disposing gives its place free, at the latest a minute after a late one was answered. */
export interface Slot extends Disposable {
  /** Aborts when the time is over or the caller has gone. Made when first asked for. */
  readonly signal: AbortSignal
  /** The answer, or AppError `timeout` when it does not come in time. */
  race(answer: unknown): Promise<unknown>
  /** Aborts the signal; for a caller who has gone. */
  abort(): void
}

export interface InFlight {
  /** @throws AppError `unavailable` when too many calls run already */
  enter(timeout: number): Slot
}

const mostInFlight = 50

/** One timer for all running calls looks for late ones this often, in milliseconds: a timer each would cost more than the call. */
const lookEvery = 200

/** Milliseconds for which a call that was given up still counts, while the plugin goes on with it. */
const stillCounted = 60_000

const running = new Set<RunningCall>()
let timer: NodeJS.Timeout | undefined

/** Bounds how many calls of one plugin run at once and for how long, so that a plugin that hangs hurts only itself. */
export function createInFlight(plugin: string): InFlight {
  let count = 0
  return {
    enter(timeout) {
      if (count >= mostInFlight)
        throw new AppError('unavailable', `${plugin} is busy. Try again in a moment.`, { headers: { 'retry-after': '1' } })
      count++
      const call = new RunningCall(performance.now() + timeout, () => count--)
      running.add(call)
      timer ??= setInterval(endLateCalls, lookEvery).unref()
      return call
    },
  }
}

function endLateCalls(): void {
  const now = performance.now()
  for (const call of running) if (call.deadline <= now) call.expire()
  if (running.size === 0) {
    clearInterval(timer)
    timer = undefined
  }
}

class RunningCall implements Slot {
  readonly deadline: number
  readonly #release: () => void
  #controller: AbortController | undefined
  #reject: ((error: Error) => void) | undefined
  #answer: Promise<unknown> | undefined
  #isLate = false

  constructor(deadline: number, release: () => void) {
    this.deadline = deadline
    this.#release = release
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    return this.#controller.signal
  }

  race(answer: unknown): Promise<unknown> {
    if (!(answer instanceof Promise)) return Promise.resolve(answer)
    this.#answer = answer
    return new Promise((resolve, reject) => {
      this.#reject = reject
      answer.then(resolve, reject)
    })
  }

  abort(): void {
    this.#controller?.abort()
  }

  expire(): void {
    running.delete(this)
    this.#isLate = true
    const error = new AppError('timeout', 'It took too long. Try again, or ask for less.')
    this.#controller?.abort(error)
    this.#reject?.(error)
  }

  [Symbol.dispose](): void {
    running.delete(this)
    if (this.#isLate && this.#answer) this.#releaseLate(this.#answer)
    else this.#release()
  }

  /** The plugin still works on it, so its place is taken: otherwise one that hangs would be given more and more. */
  #releaseLate(answer: Promise<unknown>): void {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, stillCounted).unref()
    const settle = () => {
      clearTimeout(timer)
      resolve()
    }
    answer.then(settle, settle)
    void promise.then(this.#release)
  }
}

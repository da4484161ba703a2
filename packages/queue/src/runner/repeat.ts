import { setTimeout as wait } from 'node:timers/promises'

export interface Loop {
  /** Waits for the round that runs. */
  stop(): Promise<void>
}

/** Does something again and again, so many milliseconds after it is done. A failure is told when the round before did not fail. */
export function repeat(milliseconds: number, round: () => Promise<void>, onError?: (error: unknown) => void): Loop {
  const stopping = new AbortController()
  const run = async () => {
    let isFailing = false
    while (!stopping.signal.aborted) {
      try {
        await round()
        isFailing = false
      } catch (error) {
        if (!isFailing) onError?.(error)
        isFailing = true
      }
      await wait(milliseconds, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

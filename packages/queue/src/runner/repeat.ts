import type { Log } from '@patchbay/plugin-kit'

export interface Loop {
  /** Waits for the round that runs. */
  stop(): Promise<void>
}

/** Does something again and again, so many milliseconds after it is done. A round that fails is logged when the one before did not. */
export function repeat(milliseconds: number, round: () => Promise<void>, log: Log): Loop {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let isFailing = false
  const turn = async () => {
    try {
      await round()
      isFailing = false
    } catch (err) {
      if (!isFailing) log.warn({ err }, 'jobs: a round failed, it is tried again')
      isFailing = true
    }
    if (!isStopped) timer = setTimeout(() => (current = turn()), milliseconds)
  }
  let current = turn()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await current
    },
  }
}

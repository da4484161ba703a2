/** Whether the process can serve. */
export interface Health {
  /** Asks every dependency, at most once a second. */
  isReady(): Promise<boolean>
  /** Whether the process is shutting down. */
  readonly isDraining: boolean
  /** From now on not ready: the process is shutting down. */
  drain(): void
}

/** @param checks reject when what they ask is away */
export function createHealth(checks: readonly (() => Promise<unknown>)[]): Health {
  let isDraining = false
  let asked = Promise.resolve(true)
  let askedAt = -Infinity
  return {
    get isDraining() {
      return isDraining
    },
    async isReady() {
      if (isDraining) return false
      if (performance.now() - askedAt > 1000) {
        askedAt = performance.now()
        asked = Promise.all(checks.map((check) => check())).then(
          () => true,
          () => false,
        )
      }
      return (await asked) && !isDraining
    },
    drain() {
      isDraining = true
    },
  }
}

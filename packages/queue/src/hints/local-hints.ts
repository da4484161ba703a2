import type { HintListener, Hints } from './hints.ts'

/** Within one process. */
export function createLocalHints(): Hints {
  const listeners = new Set<HintListener>()
  return {
    tell(kind, id) {
      for (const listener of listeners) listener(kind, id)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      listeners.clear()
    },
  }
}

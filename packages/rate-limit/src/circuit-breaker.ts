export interface CircuitBreakerOptions {
  /** Milliseconds. */
  now: () => number
  onOpen: (err: unknown) => void
  onClose: () => void
}

export interface CircuitBreaker {
  /** Whether to try: always while closed, once a second while open. */
  mayTry(): boolean
  succeeded(): void
  failed(err: unknown): void
}

/** So many failures in a row and it opens, so that a service that hangs does not cost each request its timeout. */
const mostFailures = 5

/** Milliseconds until one request tries again. */
const retryAfter = 1000

/** Tells when to leave a failing service alone. */
export function createCircuitBreaker({ now, onOpen, onClose }: CircuitBreakerOptions): CircuitBreaker {
  let failures = 0
  let retryAt = 0
  const isOpen = () => failures >= mostFailures

  return {
    mayTry() {
      if (!isOpen()) return true
      if (now() < retryAt) return false
      retryAt = now() + retryAfter
      return true
    },
    succeeded() {
      if (isOpen()) onClose()
      failures = 0
    },
    failed(err) {
      if (++failures === mostFailures) onOpen(err)
      retryAt = now() + retryAfter
    },
  }
}

import type { Config } from '@patchbay/config'
import type { Logger } from '@patchbay/log'
import { createMemoryLimiter, type RateLimiter } from '@patchbay/rate-limit'
export function createLimiter(_config: Config, _log: Logger): { limiter: RateLimiter; ping: () => Promise<unknown> } {
  return { limiter: createMemoryLimiter(), ping: () => Promise.resolve() }
}

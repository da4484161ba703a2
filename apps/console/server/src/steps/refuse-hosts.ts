import { AppError } from '@patchbay/plugin-kit'
import type { Step } from '../call.ts'

/** The console answers under its own name only, so that no other name can be pointed here to reach it. */
export function refuseHosts(origin: string): Step {
  const { host, hostname } = new URL(origin)
  return async (ctx, next) => {
    const asked = ctx.get('host').toLowerCase()
    if (asked !== host && asked !== hostname) throw new AppError('not_found', 'There is nothing here. Check the address.')
    await next()
  }
}

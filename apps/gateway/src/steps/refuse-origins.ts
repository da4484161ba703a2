import { AppError } from '@patchbay/plugin-kit'
import type { Step } from '../call.ts'

/**
 * Pages of other origins may not speak MCP (2026-07-28, Streamable HTTP): a page that rebinds its name to this machine's address
 * would otherwise reach it. The site was found by Host, so its own origin is good.
 */
export function refuseOrigins(origins: ReadonlySet<string>): Step {
  return (ctx, next) => {
    const { origin, host } = ctx.req.headers
    if (!ctx.state.route!.mcp || origin === undefined || origins.has(origin)) return next()
    if (origin === `https://${host}` || origin === `http://${host}`) return next()
    throw new AppError('forbidden', 'Pages of this origin may not call here.')
  }
}

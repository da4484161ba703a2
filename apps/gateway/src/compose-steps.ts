import type { Context, Middleware } from 'koa'

/**
 * Koa's `compose` option: runs the steps in order, each calling the next. Without the promise that the usual one makes for each
 * step: most steps only look and hand on.
 */
export function composeSteps<State>(steps: readonly Middleware<State>[]): (ctx: Context) => Promise<unknown> {
  return async (ctx) => {
    const run = (index: number): Promise<unknown> => steps[index]?.(ctx as never, () => run(index + 1)) ?? Promise.resolve()
    await run(0)
  }
}

import type { Logger } from '@patchbay/log'
import { AppError } from '@patchbay/plugin-kit'
import type { Step } from '../call.ts'
import { prefersHtml, toErrorPage } from '../pages/error-page.ts'
import { toProblem } from '../problem.ts'

/** Turns whatever was thrown into an answer. What is not an AppError is a bug: logged whole, answered bare. */
export function answerErrors(log: Logger): Step {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      const known = error instanceof AppError ? error : new AppError('internal', 'Something went wrong on our side. Try again later.', { cause: error })
      const { requestId, site, route } = ctx.state
      if (known.code === 'internal') log.error({ requestId, plugin: site?.name, action: route?.name, err: known.cause ?? known }, 'request failed')
      ctx.status = known.status
      ctx.set('cache-control', 'no-store')
      ctx.set(known.headers ?? {})
      if (known.status === 413 || known.status === 415) ctx.set('connection', 'close')
      const problem = toProblem(known, requestId)
      if (prefersHtml(ctx)) {
        ctx.type = 'text/html; charset=utf-8'
        ctx.body = toErrorPage(problem)
      } else {
        ctx.type = 'application/problem+json; charset=utf-8'
        ctx.body = JSON.stringify(problem)
      }
    }
  }
}

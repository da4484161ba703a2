import { isDatabaseAway } from '@patchbay/database'
import type { Logger } from '@patchbay/log'
import { AppError } from '@patchbay/plugin-kit'
import type { Step } from '../call.ts'
import { prefersHtml, toErrorPage } from '../pages/error-page.ts'
import { pagePolicy } from '../pages/document.ts'
import { toProblem } from '../problem.ts'

/** Turns whatever was thrown into an answer. What is not an AppError is a bug: logged whole, answered bare. */
export function answerErrors(log: Logger): Step {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      const known = toAppError(error)
      const { requestId, site, route } = ctx.state
      if (known.cause !== undefined && known.status >= 500)
        log.error({ requestId, plugin: site?.name, action: route?.name, err: known.cause }, 'request failed')
      ctx.status = known.status
      ctx.set('cache-control', 'no-store')
      ctx.set(known.headers ?? {})
      if (known.status === 413 || known.status === 415) ctx.set('connection', 'close')
      if (route?.answerError) return route.answerError(ctx, known)
      const problem = toProblem(known, requestId)
      if (prefersHtml(ctx)) {
        ctx.type = 'text/html; charset=utf-8'
        ctx.set('content-security-policy', pagePolicy)
        ctx.body = toErrorPage(problem)
      } else {
        ctx.type = 'application/problem+json; charset=utf-8'
        ctx.body = JSON.stringify(problem)
      }
    }
  }
}

/** What a caller hears of anything thrown. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isDatabaseAway(error))
    return new AppError('unavailable', 'This can’t be done at the moment. Try again in a few seconds.', {
      cause: error,
      headers: { 'retry-after': '5' },
    })
  return new AppError('internal', 'Something went wrong on our side. Try again later.', { cause: error })
}

import { isDatabaseAway } from '@patchbay/database'
import type { Logger } from '@patchbay/log'
import { AppError } from '@patchbay/plugin-kit'
import { STATUS_CODES } from 'node:http'
import type { Step } from '../call.ts'

/** Turns whatever was thrown into a problem document (RFC 9457). What is not an AppError is a bug: logged whole, answered bare. */
export function answerErrors(log: Logger): Step {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      const { requestId } = ctx.state
      const known = toAppError(error)
      if (known.status >= 500) log.error({ requestId, err: known.cause ?? known }, 'request failed')
      ctx.status = known.status
      ctx.set(known.headers ?? {})
      ctx.set('content-type', 'application/problem+json; charset=utf-8')
      const { status, code, message: detail, details } = known
      ctx.body = JSON.stringify({ ...details, type: 'about:blank', title: STATUS_CODES[status], status, code, detail, requestId })
    }
  }
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isDatabaseAway(error))
    return new AppError('unavailable', 'This can’t be done at the moment. Try again in a few seconds.', {
      cause: error,
      headers: { 'retry-after': '5' },
    })
  return new AppError('internal', 'Something went wrong on our side. Try again later.', { cause: error })
}

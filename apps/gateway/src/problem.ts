import type { AppError } from '@patchbay/plugin-kit'
import { STATUS_CODES } from 'node:http'

/** The body of every error answer (RFC 9457 §3). */
export interface Problem {
  type: 'about:blank'
  title: string
  status: number
  code: string
  detail: string
  requestId: string
  [member: string]: unknown
}

export function toProblem(error: AppError, requestId: string): Problem {
  return {
    ...error.details,
    type: 'about:blank',
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    code: error.code,
    detail: error.message,
    requestId,
  }
}

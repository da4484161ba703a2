/** Every code an answer can carry, with its HTTP status. The code is stable; the message may change. */
export const errorStatus = {
  invalid_request: 400,
  invalid_input: 400,
  unauthorized: 401,
  forbidden: 403,
  confirmation_invalid: 403,
  confirmation_refused: 403,
  insufficient_scope: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  conflict: 409,
  in_progress: 409,
  gone: 410,
  confirmation_expired: 410,
  payload_too_large: 413,
  uri_too_long: 414,
  unsupported_media_type: 415,
  unprocessable: 422,
  idempotency_mismatch: 422,
  too_many_requests: 429,
  internal: 500,
  upstream_failed: 502,
  unavailable: 503,
  timeout: 504,
} as const

export type ErrorCode = keyof typeof errorStatus

export interface AppErrorOptions {
  cause?: unknown
  /** Facts a caller may see, as members of the problem document. */
  details?: Record<string, unknown>
  /** Headers of the answer, such as `retry-after` or `www-authenticate`. */
  headers?: Record<string, string>
}

/**
 * An error meant for the caller: a stable code and a sentence that says what to do.
 * It is answered as `application/problem+json` (RFC 9457). Anything else thrown is a bug and answered as a bare 500.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly details: Record<string, unknown> | undefined
  readonly headers: Record<string, string> | undefined

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.status = errorStatus[code]
    this.details = options.details
    this.headers = options.headers
  }
}

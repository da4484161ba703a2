const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '57014',
  '55P03',
])

/** What `pg` says without a code: the connection broke, was broken before, or there was none in time. */
const withoutCode = /^Connection terminated|^Client .* is not queryable$|^timeout exceeded when trying to connect/

/**
 * Whether an error says that the database can't be asked at the moment: the connection failed or was ended, the server starts,
 * stops or is full, or a statement or lock took too long (SQLSTATE classes 08, 53, 55, 57). A later attempt can succeed.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as NodeJS.ErrnoException).code
  if (code !== undefined) return codes.has(code) || /^08\d{3}$/.test(code)
  return withoutCode.test(error.message)
}

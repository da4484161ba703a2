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

/**
 * Whether an error says that the database can't be asked at the moment: the connection failed or was ended, the server starts,
 * stops or is full, or a statement or lock took too long (SQLSTATE classes 08, 53, 55, 57). A later attempt can succeed.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as NodeJS.ErrnoException).code
  if (code !== undefined) return codes.has(code) || /^08\d{3}$/.test(code)
  // `pg` gives these two no code.
  return /^Connection terminated|^timeout exceeded when trying to connect/.test(error.message)
}

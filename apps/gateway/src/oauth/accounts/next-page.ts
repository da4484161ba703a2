/** Where a person goes on after signing in: pages of ours alone, never another site's. */
export function toNextPage(next: string | null | undefined): string {
  const isOurs = typeof next === 'string' && /^\/(?:account|confirmations\/[0-9a-f-]{36}|interaction\/[\w-]{10,64})$/.test(next)
  return isOurs ? next : '/account'
}

/** The path of a page with where to go on afterwards. */
export function withNext(path: string, next: string): string {
  return next === '/account' ? path : `${path}?next=${encodeURIComponent(next)}`
}

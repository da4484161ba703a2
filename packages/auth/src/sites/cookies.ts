/** The value of a cookie; undefined when it is not there, or there twice, which only somebody else can have brought about. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '').split(/;\s*/).filter((pair) => pair.startsWith(`${name}=`))
  return values.length === 1 ? values[0]!.slice(name.length + 1) : undefined
}

export interface CookieOptions {
  secure: boolean
  /** Seconds; 0 removes it. */
  maxAge: number
}

/** RFC 6265bis: for this host alone, out of reach for scripts. */
export function toCookie(name: string, value: string, { secure, maxAge }: CookieOptions): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure ? '; Secure' : ''}`
}

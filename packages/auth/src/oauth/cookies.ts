import type { Configuration } from 'oidc-provider'
import type { Secret } from '../secret.ts'

/** Seconds. */
export const sessionLifetime = 14 * 24 * 3600

const common = { httpOnly: true, sameSite: 'lax', signed: true } as const

/** `__Host-` where the browser takes it: only over https, and not for cookies that are bound to a path. */
export function toCookies(issuer: string, secret: Secret): Configuration['cookies'] {
  const secure = issuer.startsWith('https:')
  const session = toSessionCookie(secure)
  return {
    keys: secret.deriveAll('cookies').map((key) => key.toString('base64url')),
    names: {
      session: session.name,
      interaction: secure ? '__Secure-interaction' : 'interaction',
      resume: secure ? '__Secure-resume' : 'resume',
    },
    long: session.options,
    short: { ...common, secure },
  }
}

export function toSessionCookie(secure: boolean) {
  return { name: secure ? '__Host-session' : 'session', options: { ...common, secure, path: '/' } }
}

import type { Principal } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { Route } from '../plugin/compile-plugin.ts'

/** What is asked of a caller. `realm` is the site for which the credential must be. */
export type Access = Pick<Route, 'name' | 'auth' | 'oauth'> & { realm: string }

/**
 * Whether the credential is for this site at all: each plugin is its own audience.
 *
 * @throws AppError `unauthorized` with a challenge (RFC 6750 §3.1)
 */
export function checkAudience(principal: Principal, access: Access): void {
  if (principal.plugins !== null && !principal.plugins.has(access.realm))
    throw challenge(access, `This credential is not for ${access.realm}.`, 'invalid_token')
}

/**
 * Whether the caller may call this very action.
 *
 * @throws AppError `unauthorized`, `insufficient_scope` or `forbidden`
 */
export function checkRights(principal: Principal, access: Access): void {
  const { auth, oauth, name } = access
  if (auth === 'none') return
  if (principal.kind === 'anonymous')
    throw challenge(access, `${name} needs a credential: sign in, or send a key as Authorization: Bearer.`)
  if (principal.client.kind === 'oauth' && !(oauth && principal.scopes.includes(oauth.scope))) throw refuseScope(access, principal.scopes)
  if (auth !== 'service' && !principal.user)
    throw new AppError('forbidden', `${name} acts for a person, and this is the key of a service. Use a user key.`)
}

/** RFC 6750 §3: no error code when no credential was sent. */
export function challenge(access: Access, message: string, code?: string): AppError {
  const scope = access.oauth?.all?.join(' ') ?? access.oauth?.scope
  return new AppError('unauthorized', message, { headers: { 'www-authenticate': toChallenge(access, { code, scope }) } })
}

/**
 * RFC 6750 §3.1: the person may allow more, so the client is told what to ask for. MCP clients ask for just that, and would lose what
 * they had (MCP 2025-11-25, Authorization, Scope Challenge Handling).
 */
function refuseScope(access: Access, granted: readonly string[]): AppError {
  const { oauth, name } = access
  if (!oauth) return new AppError('forbidden', `${name} takes keys only. Use a key of this Patchbay.`)
  const kept = oauth.all?.filter((each) => granted.includes(each)) ?? []
  const scope = [...kept, oauth.scope].join(' ')
  return new AppError('insufficient_scope', `${name} needs the scope ${oauth.scope}. Sign in again and allow it.`, {
    headers: { 'www-authenticate': toChallenge(access, { code: 'insufficient_scope', scope }) },
  })
}

/** With where to read how to sign in (RFC 9728 §5.1), where that is possible. */
function toChallenge({ realm, oauth }: Access, { code, scope }: { code: string | undefined; scope: string | undefined }): string {
  const parts = [`Bearer realm="${realm}"`]
  if (code) parts.push(`error="${code}"`)
  if (oauth) parts.push(`scope="${scope}"`, `resource_metadata="${oauth.metadata}"`)
  return parts.join(', ')
}

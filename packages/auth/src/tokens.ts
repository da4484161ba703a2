import type { PlatformDatabase } from '@patchbay/database'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose'
import type { SigningKeys } from './oauth/signing-keys.ts'
import type { Resources } from './oauth/resources.ts'
import type { Principal } from './principal.ts'

/** Verifies access tokens: signature, issuer, audience, age, and that what the person granted was not revoked. */
export interface Tokens {
  /** Undefined when the token is not valid. */
  verify(token: string): Promise<{ principal: Principal; expiresAt: Date; grantId: string } | undefined>
}

export interface TokensOptions {
  database: PlatformDatabase
  issuer: string
  signingKeys: Pick<SigningKeys, 'loadPublic'>
  resources: Resources
}

/** RFC 9068 §4. Clocks may differ by half a minute. */
export function createTokens(options: TokensOptions): Tokens {
  const findKeys = createKeyFinder(options.signingKeys)
  const { issuer, resources } = options
  return {
    async verify(token) {
      const keys = await findKeys(token)
      if (!keys) return undefined
      const verified = await jwtVerify(token, keys, {
        issuer,
        typ: 'at+jwt',
        algorithms: ['ES256'],
        clockTolerance: 30,
        requiredClaims: ['exp', 'sub', 'aud', 'client_id', 'grant_id'],
      }).catch(() => undefined)
      const plugin = typeof verified?.payload.aud === 'string' ? resources.byIndicator(verified.payload.aud) : undefined
      if (!verified || !plugin) return undefined
      const user = await findGrantor(options.database, verified.payload)
      if (!user) return undefined
      const { payload } = verified
      const expiresAt = new Date(payload.exp! * 1000 + 30_000)
      return { principal: toPrincipal(payload, user, plugin.name), expiresAt, grantId: String(payload['grant_id']) }
    },
  }
}

/** The keys a token may be signed with: read again, at most every ten seconds, when it names one that is not known yet. */
function createKeyFinder(signingKeys: TokensOptions['signingKeys']) {
  let known: { set: ReturnType<typeof createLocalJWKSet>; ids: ReadonlySet<string>; readAt: number } | undefined
  return async (token: string) => {
    const kid = readKeyId(token)
    if (kid === undefined) return undefined
    if (!known?.ids.has(kid) && (!known || Date.now() - known.readAt > 10_000)) {
      const keys = await signingKeys.loadPublic()
      known = { set: createLocalJWKSet({ keys } as JSONWebKeySet), ids: new Set(keys.map((key) => String(key.kid))), readAt: Date.now() }
    }
    return known?.ids.has(kid) ? known.set : undefined
  }
}

function readKeyId(token: string): string | undefined {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return undefined
  try {
    return decodeProtectedHeader(token).kid
  } catch {
    return undefined
  }
}

/** The person, as long as the grant lives. */
async function findGrantor({ kysely }: PlatformDatabase, payload: JWTPayload) {
  return kysely
    .selectFrom('oidc')
    .innerJoin('users', 'users.id', 'oidc.user_id')
    .select(['users.id', 'users.email'])
    .where('model', '=', 'Grant')
    .where('oidc.id', '=', String(payload['grant_id']))
    .where('users.id', '=', payload.sub!)
    .where('expires_at', '>', new Date())
    .executeTakeFirst()
}

function toPrincipal(payload: JWTPayload, user: { id: string; email: string }, plugin: string): Principal {
  const scope = typeof payload['scope'] === 'string' ? payload['scope'] : ''
  return {
    kind: 'user',
    client: { id: String(payload['client_id']), kind: 'oauth' },
    user,
    scopes: scope.split(' ').filter(Boolean),
    plugins: new Set([plugin]),
  }
}

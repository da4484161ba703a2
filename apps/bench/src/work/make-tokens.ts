import { createAccounts, createSigningKeys, loadSecret } from '@patchbay/auth'
import type { Config } from '@patchbay/config'
import type { PlatformDatabase } from '@patchbay/database'
import { importJWK, SignJWT } from 'jose'
import { keyCount } from './keys.ts'

/** Access tokens of as many people for one plugin, as the authorization server makes them, each of a grant that lives. */
export async function makeTokens(config: Config, database: PlatformDatabase, plugin: string): Promise<string[]> {
  const [jwk] = await createSigningKeys(database, loadSecret(config)).load()
  const key = await importJWK(jwk as never, 'ES256')
  const { protocol, host } = config.url
  const accounts = createAccounts(database)
  const make = async (_: unknown, index: number) => {
    const { id: userId } = await accounts.ensure(`bench${index}@example.com`)
    const grant = { model: 'Grant', id: `grant-${index}`, user_id: userId, payload: '{}', expires_at: new Date(Date.now() + 86_400_000) }
    await database.kysely.insertInto('oidc').values(grant).execute()
    return new SignJWT({ client_id: `bench-${index}`, grant_id: grant.id, scope: `${plugin}:read` })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: String(jwk!.kid) })
      .setIssuer(`${protocol}//auth.${host}`)
      .setAudience(`${protocol}//${plugin}.${host}`)
      .setSubject(userId)
      .setIssuedAt()
      .setExpirationTime('15m')
      .sign(key)
  }
  return Promise.all(Array.from({ length: keyCount }, make))
}

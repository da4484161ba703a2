import type { PlatformDatabase } from '@patchbay/database'
import { sql } from 'kysely'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { JWK } from 'oidc-provider'
import type { Secret } from '../secret.ts'

/** The keys that sign tokens, newest first: the first signs, all verify. */
export interface SigningKeys {
  /** With the private halves. Makes the first key when there is none, once for all processes. */
  load(): Promise<JWK[]>
  /** The public halves alone. */
  loadPublic(): Promise<JWK[]>
  /** Adds a key, which signs from the next start on; tokens of the older ones stay valid. */
  rotate(): Promise<string>
  /** Newest first. */
  list(): Promise<{ id: string; createdAt: Date }[]>
  /** Removes an older key. False for the newest, and for one that is not there. */
  retire(id: string): Promise<boolean>
}

export function createSigningKeys(database: PlatformDatabase, secret: Secret): SigningKeys {
  const { kysely } = database
  const select = () =>
    kysely.selectFrom('signing_keys').select(['id', 'public_key', 'sealed_key']).orderBy('created_at', 'desc').orderBy('id')
  return {
    async load() {
      await kysely.transaction().execute(async (transaction) => {
        await sql`lock table signing_keys in share row exclusive mode`.execute(transaction)
        const found = await transaction.selectFrom('signing_keys').select('id').limit(1).executeTakeFirst()
        if (!found) await transaction.insertInto('signing_keys').values(toRow(secret)).execute()
      })
      const rows = await select().execute()
      return rows.map((row) => openKey(row, secret))
    },
    async loadPublic() {
      const rows = await select().execute()
      return rows.map((row) => row.public_key as unknown as JWK)
    },
    async rotate() {
      const row = toRow(secret)
      await kysely.insertInto('signing_keys').values(row).execute()
      return row.id
    },
    async list() {
      const rows = await select().select('created_at').execute()
      return rows.map(({ id, created_at: createdAt }) => ({ id, createdAt }))
    },
    async retire(id) {
      const [newest] = await select().limit(1).execute()
      if (!newest || newest.id === id) return false
      const { numDeletedRows } = await kysely.deleteFrom('signing_keys').where('id', '=', id).executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

function toRow(secret: Secret) {
  const id = randomBytes(9).toString('base64url')
  const common = { kid: id, alg: 'ES256', use: 'sig' }
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    id,
    public_key: JSON.stringify({ ...publicKey.export({ format: 'jwk' }), ...common }),
    sealed_key: secret.seal(JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...common })),
  }
}

function openKey(row: { id: string; sealed_key: Uint8Array }, secret: Secret): JWK {
  try {
    return JSON.parse(secret.open(row.sealed_key)) as JWK
  } catch (cause) {
    throw new Error(`The signing key ${row.id} can't be opened: PATCHBAY_SECRET is not the one it was made with. Set that one again.`, {
      cause,
    })
  }
}

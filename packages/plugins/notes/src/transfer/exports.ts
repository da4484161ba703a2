import type { Database, DownloadFile } from '@patchbay/plugin-kit'
import { createHash, randomBytes } from 'node:crypto'
import type { NotesTables } from '../tables.ts'

/** Milliseconds for which a link leads to its file. */
const lifetime = 3_600_000

export interface NewExport {
  userId: string
  zip: Uint8Array
  now: Date
}

/** Packed notes, to be fetched by a link that ends. Only the digest of its token is kept. */
export interface Exports {
  open: (token: string, now: Date) => Promise<DownloadFile | undefined>
  removeExpired: (now: Date) => Promise<number>
}

export function createExports(database: Database<NotesTables>): Exports {
  return {
    async open(token, now) {
      const row = await database
        .selectFrom('export')
        .select(['zip', 'created_at'])
        .where('token_hash', '=', toHash(token))
        .where('expires_at', '>', now)
        .executeTakeFirst()
      return row && { name: `notes-${row.created_at.toISOString().slice(0, 10)}.zip`, type: 'application/zip', bytes: row.zip }
    },
    async removeExpired(now) {
      const { numDeletedRows } = await database.deleteFrom('export').where('expires_at', '<=', now).executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}

/** Keeps a file in place of the user's earlier one; call it in the transaction of the effects. */
export async function keepExport(
  database: Database<NotesTables>,
  { userId, zip, now }: NewExport,
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(now.getTime() + lifetime)
  await database.deleteFrom('export').where('user_id', '=', userId).execute()
  await database
    .insertInto('export')
    .values({ user_id: userId, token_hash: toHash(token), zip: Buffer.from(zip), created_at: now, expires_at: expiresAt })
    .execute()
  return { token, expiresAt }
}

function toHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

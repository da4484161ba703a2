import { createAccounts, type Account, type Secret } from '@patchbay/auth'
import type { PlatformDatabase } from '@patchbay/database'
import { createHmac, hash, randomBytes } from 'node:crypto'

/** Seconds. */
export const sessionLifetime = 14 * 24 * 3600

/** Browsers that are signed in to the console. Only hashes of their cookies are kept. */
export interface Sessions {
  cookieName: string
  /** The value of a new session's cookie. */
  create(userId: string): Promise<string>
  find(cookie: string): Promise<Account | undefined>
  end(cookie: string): Promise<void>
  /** What the page must send back with everything that changes something. */
  toCsrfToken(cookie: string): string
  removeExpired(): Promise<void>
}

export function createSessions({ database, secret, secure }: { database: PlatformDatabase; secret: Secret; secure: boolean }): Sessions {
  const { kysely } = database
  const accounts = createAccounts(database)
  const csrfKey = secret.derive('console csrf')
  return {
    // The prefix keeps other hosts of the domain from setting it; browsers take it over https only.
    cookieName: secure ? '__Host-console' : 'console',

    async create(userId) {
      const cookie = randomBytes(32).toString('base64url')
      const expires_at = new Date(Date.now() + sessionLifetime * 1000)
      await kysely
        .insertInto('console_sessions')
        .values({ hash: toHash(cookie), user_id: userId, expires_at })
        .execute()
      return cookie
    },

    async find(cookie) {
      const sessions = kysely.selectFrom('console_sessions').select('user_id').where('hash', '=', toHash(cookie))
      const session = await sessions.where('expires_at', '>', new Date()).executeTakeFirst()
      return session && accounts.find(session.user_id)
    },

    async end(cookie) {
      await kysely.deleteFrom('console_sessions').where('hash', '=', toHash(cookie)).execute()
    },

    toCsrfToken: (cookie) => createHmac('sha256', csrfKey).update(cookie).digest('base64url'),

    async removeExpired() {
      await kysely.deleteFrom('console_sessions').where('expires_at', '<', new Date()).execute()
      await kysely.deleteFrom('console_authorizations').where('expires_at', '<', new Date()).execute()
    },
  }
}

function toHash(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}

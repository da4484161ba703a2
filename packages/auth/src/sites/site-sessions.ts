import type { PlatformDatabase } from '@patchbay/database'
import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { createAccounts, type Account } from '../accounts/accounts.ts'
import type { Secret } from '../secret.ts'

/** Browsers that are signed in to one site of ours, such as the console. Only hashes of their cookies are kept. */
export interface SiteSessions {
  cookieName: string
  /** Seconds that a session lasts. */
  lifetime: number
  /** The value of a new session's cookie. */
  create(userId: string): Promise<string>
  find(cookie: string): Promise<Account | undefined>
  end(cookie: string): Promise<void>
  /** What a page must send back with everything that changes something. */
  toCsrfToken(cookie: string): string
  isCsrfToken(cookie: string, sent: string): boolean
}

export interface SiteSessionsOptions {
  /** The name of the site's host: `console`. */
  site: 'console' | 'admin'
  database: PlatformDatabase
  secret: Secret
  /** Whether the site is https. */
  secure: boolean
  /** Seconds. */
  lifetime: number
}

export function createSiteSessions({ site, database, secret, secure, lifetime }: SiteSessionsOptions): SiteSessions {
  const { kysely } = database
  const accounts = createAccounts(database)
  const csrfKey = secret.derive(`${site} csrf`)
  const toCsrfToken = (cookie: string) => createHmac('sha256', csrfKey).update(cookie).digest('base64url')
  return {
    // The prefix keeps other hosts of the domain from setting it; browsers take it over https only.
    cookieName: secure ? `__Host-${site}` : site,
    lifetime,
    toCsrfToken,
    isCsrfToken: (cookie, sent) => isSame(sent, toCsrfToken(cookie)),

    async create(userId) {
      const cookie = randomBytes(32).toString('base64url')
      const expires_at = new Date(Date.now() + lifetime * 1000)
      await kysely
        .insertInto('console_sessions')
        .values({ hash: toHash(cookie), user_id: userId, expires_at, site })
        .execute()
      return cookie
    },

    async find(cookie) {
      const sessions = kysely.selectFrom('console_sessions').select('user_id').where('hash', '=', toHash(cookie)).where('site', '=', site)
      const session = await sessions.where('expires_at', '>', new Date()).executeTakeFirst()
      return session && accounts.find(session.user_id)
    },

    async end(cookie) {
      await kysely.deleteFrom('console_sessions').where('hash', '=', toHash(cookie)).execute()
    },
  }
}

function toHash(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}

function isSame(sent: string, expected: string): boolean {
  const [left, right] = [Buffer.from(sent), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}

import type { PlatformDatabase } from '@patchbay/database'
import type { User } from '@patchbay/plugin-kit'
import { sql } from 'kysely'
import { ensureUser } from '../users.ts'
import { createPasswordLinks, type PasswordLinks } from './password-links.ts'
import { isPassword } from './passwords.ts'

export interface Account extends User {
  role: 'admin' | 'user'
}

export interface AccountSummary extends Account {
  hasPassword: boolean
  createdAt: Date
}

/** People who sign in. */
export interface Accounts {
  /** Makes the account if there is none; an existing one gets the role, if one is named. */
  ensure(email: string, role?: Account['role']): Promise<Account>
  find(id: string): Promise<Account | undefined>
  list(): Promise<AccountSummary[]>
  /** The account when e-mail and password are right. Takes as long for an unknown person. */
  signIn(email: string, password: string): Promise<Account | undefined>
  passwordLinks: PasswordLinks
}

export function createAccounts(database: PlatformDatabase): Accounts {
  const { kysely } = database
  const select = () => kysely.selectFrom('users').select(['id', 'email', 'role'])
  const find = (id: string) => select().where('id', '=', id).executeTakeFirst()

  return {
    find,
    passwordLinks: createPasswordLinks(database),

    async ensure(email, role) {
      const { id } = await ensureUser(database, email)
      if (role) await kysely.updateTable('users').set({ role }).where('id', '=', id).execute()
      return (await find(id))!
    },

    async list() {
      const rows = await select().select(['password_hash', 'created_at']).orderBy('created_at').execute()
      return rows.map(({ password_hash: stored, created_at: createdAt, ...account }) => ({
        ...account,
        hasPassword: stored !== null,
        createdAt,
      }))
    },

    async signIn(email, password) {
      const people = select().select('password_hash')
      const row = await people.where(sql`lower(email)`, '=', email.trim().toLowerCase()).executeTakeFirst()
      const isRight = await isPassword(password, row?.password_hash ?? null)
      return row && isRight ? { id: row.id, email: row.email, role: row.role } : undefined
    },
  }
}

import type { PlatformDatabase, PlatformTables } from '@patchbay/database'
import type { User } from '@patchbay/plugin-kit'
import { sql, type Kysely } from 'kysely'
import { checkEmail, ensureUser } from '../users.ts'
import { createPasswordLinks, type PasswordLinks } from './password-links.ts'
import { checkPassword, hashPassword, isPassword } from './passwords.ts'

export interface Account extends User {
  role: 'admin' | 'user'
}

export interface AccountSummary extends Account {
  hasPassword: boolean
  createdAt: Date
  disabledAt: Date | null
}

/** People who sign in. */
export interface Accounts {
  /** Makes the account if there is none; an existing one gets the role, if one is named. */
  ensure(email: string, role?: Account['role']): Promise<Account>
  /** Undefined for people who may not sign in, too. */
  find(id: string): Promise<Account | undefined>
  /** Whatever the case of the letters. */
  findByEmail(email: string): Promise<Account | undefined>
  list(): Promise<AccountSummary[]>
  /** The account when e-mail and password are right. Takes as long for an unknown person. */
  signIn(email: string, password: string): Promise<Account | undefined>
  /**
   * Makes an account with a password. Undefined when the address has one already; the first of all becomes the administrator.
   *
   * @throws AppError `invalid_input` when the password or the address will not do
   */
  signUp(email: string, password: string): Promise<Account | undefined>
  /** False when the present password is not right. */
  changePassword(id: string, present: string, next: string): Promise<boolean>
  setRole(id: string, role: Account['role']): Promise<void>
  /** Keeps a person out, with every key, session and permission of theirs; or lets them in again. */
  setDisabled(id: string, isDisabled: boolean): Promise<void>
  /** Signs a person out of every browser. What programs may do for them stays. */
  signOutEverywhere(id: string): Promise<void>
  passwordLinks: PasswordLinks
}

export function createAccounts(database: PlatformDatabase): Accounts {
  const { kysely } = database
  const select = () => kysely.selectFrom('users').select(['id', 'email', 'role'])
  const enabled = () => select().where('disabled_at', 'is', null)
  const find = (id: string) => enabled().where('id', '=', id).executeTakeFirst()
  const findByEmail = (email: string) =>
    enabled()
      .where(sql`lower(email)`, '=', email.trim().toLowerCase())
      .executeTakeFirst()

  return {
    find,
    findByEmail,
    ...createChanges(database, find),
    passwordLinks: createPasswordLinks(database),

    async ensure(email, role) {
      const { id } = await ensureUser(database, email)
      if (role) await kysely.updateTable('users').set({ role }).where('id', '=', id).execute()
      return select().where('id', '=', id).executeTakeFirstOrThrow()
    },

    async list() {
      const rows = await select().select(['password_hash', 'created_at', 'disabled_at']).orderBy('created_at').execute()
      return rows.map(({ password_hash: stored, created_at: createdAt, disabled_at: disabledAt, ...account }) => ({
        ...account,
        disabledAt,
        hasPassword: stored !== null,
        createdAt,
      }))
    },

    async signIn(email, password) {
      const people = enabled().select('password_hash')
      const row = await people.where(sql`lower(email)`, '=', email.trim().toLowerCase()).executeTakeFirst()
      const isRight = await isPassword(password, row?.password_hash ?? null)
      return row && isRight ? { id: row.id, email: row.email, role: row.role } : undefined
    },
  }
}

type Changes = Pick<Accounts, 'signUp' | 'changePassword' | 'setRole' | 'setDisabled' | 'signOutEverywhere'>

function createChanges({ kysely }: PlatformDatabase, find: Accounts['find']): Changes {
  return {
    async signUp(email, password) {
      checkEmail(email)
      checkPassword(password)
      const password_hash = await hashPassword(password)
      return kysely.transaction().execute(async (transaction) => {
        // One at a time, so that two at once are not both the first.
        await sql`lock table users in share row exclusive mode`.execute(transaction)
        const first = await transaction.selectFrom('users').select('id').limit(1).executeTakeFirst()
        return transaction
          .insertInto('users')
          .values({ email: email.trim(), password_hash, role: first ? 'user' : 'admin' })
          .onConflict((conflict) => conflict.doNothing())
          .returning(['id', 'email', 'role'])
          .executeTakeFirst()
      })
    },

    async changePassword(id, present, next) {
      checkPassword(next)
      const row = await kysely.selectFrom('users').select('password_hash').where('id', '=', id).executeTakeFirst()
      if (!(await isPassword(present, row?.password_hash ?? null)) || !(await find(id))) return false
      await kysely
        .updateTable('users')
        .set({ password_hash: await hashPassword(next) })
        .where('id', '=', id)
        .execute()
      return true
    },

    async setRole(id, role) {
      await kysely.updateTable('users').set({ role }).where('id', '=', id).execute()
    },

    signOutEverywhere: (id) => kysely.transaction().execute((transaction) => endSessions(transaction, id)),

    async setDisabled(id, isDisabled) {
      await kysely.transaction().execute(async (transaction) => {
        const disabled_at = isDisabled ? new Date() : null
        await transaction.updateTable('users').set({ disabled_at }).where('id', '=', id).execute()
        if (!isDisabled) return
        await transaction.deleteFrom('oidc').where('user_id', '=', id).execute()
        await endSessions(transaction, id)
        await transaction
          .updateTable('keys')
          .set({ revoked_at: new Date() })
          .where('user_id', '=', id)
          .where('revoked_at', 'is', null)
          .execute()
        await transaction.updateTable('links').set({ used_at: new Date() }).where('user_id', '=', id).where('used_at', 'is', null).execute()
      })
    },
  }
}

/** At the authorization server and at the sites that have sessions of their own. */
async function endSessions(database: Kysely<PlatformTables>, userId: string): Promise<void> {
  await database.deleteFrom('oidc').where('model', '=', 'Session').where('user_id', '=', userId).execute()
  await database.deleteFrom('devices').where('user_id', '=', userId).execute()
  await database.deleteFrom('console_sessions').where('user_id', '=', userId).execute()
}

import type { PlatformDatabase } from '@patchbay/database'
import type { Account, Accounts } from '../accounts/accounts.ts'

/** A person as another provider knows them: only issuer and subject together stay the same (OpenID Connect Core §5.7). */
export interface Identity {
  issuer: string
  subject: string
}

export interface Identities {
  /** Undefined for people who are not known, and those who may not sign in. */
  find(identity: Identity): Promise<{ account: Account | undefined } | undefined>
  /** From now on they are one person. */
  link(identity: Identity, userId: string): Promise<void>
}

export function createIdentities({ kysely }: PlatformDatabase, accounts: Pick<Accounts, 'find'>): Identities {
  return {
    async find({ issuer, subject }) {
      const people = kysely.selectFrom('identities').select('user_id').where('issuer', '=', issuer).where('subject', '=', subject)
      const row = await people.executeTakeFirst()
      return row && { account: await accounts.find(row.user_id) }
    },
    async link({ issuer, subject }, user_id) {
      const row = { issuer, subject, user_id }
      await kysely
        .insertInto('identities')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
  }
}

import type { PlatformDatabase } from '@patchbay/database'
import { AppError } from '@patchbay/plugin-kit'
import { hash, randomBytes } from 'node:crypto'
import { checkPassword, hashPassword } from './passwords.ts'

/** Links with which a person sets a password, once each, within a day. Only hashes of their tokens are kept. */
export interface PasswordLinks {
  /** The token of a new link. */
  create(userId: string): Promise<string>
  /** Whose link it is, while it works. */
  find(token: string): Promise<string | undefined>
  /**
   * Sets the password and ends every session of the person.
   *
   * @throws AppError `gone` when the link does not work (any more), `invalid_input` when the password is too short or too long.
   */
  redeem(token: string, password: string): Promise<string>
}

const lifetime = 24 * 3600 * 1000

export function createPasswordLinks({ kysely }: PlatformDatabase): PasswordLinks {
  return {
    async create(userId) {
      const token = randomBytes(32).toString('base64url')
      const row = { hash: toHash(token), user_id: userId, purpose: 'password', expires_at: new Date(Date.now() + lifetime) }
      await kysely.insertInto('links').values(row).execute()
      return token
    },

    async find(token) {
      const links = kysely.selectFrom('links').select('user_id').where('hash', '=', toHash(token)).where('purpose', '=', 'password')
      const link = await links.where('used_at', 'is', null).where('expires_at', '>', new Date()).executeTakeFirst()
      return link?.user_id
    },

    async redeem(token, password) {
      checkPassword(password)
      const password_hash = await hashPassword(password)
      return kysely.transaction().execute(async (transaction) => {
        const now = new Date()
        const links = transaction
          .updateTable('links')
          .set({ used_at: now })
          .where('hash', '=', toHash(token))
          .where('purpose', '=', 'password')
        const link = await links.where('used_at', 'is', null).where('expires_at', '>', now).returning('user_id').executeTakeFirst()
        if (!link) throw new AppError('gone', 'This link was used already or is too old. Ask for a new one.')
        await transaction.updateTable('users').set({ password_hash }).where('id', '=', link.user_id).execute()
        await transaction.deleteFrom('oidc').where('model', '=', 'Session').where('user_id', '=', link.user_id).execute()
        return link.user_id
      })
    },
  }
}

function toHash(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

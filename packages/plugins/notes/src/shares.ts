import { AppError, type Database } from '@patchbay/plugin-kit'
import { createHash, randomBytes } from 'node:crypto'
import type { NotesTables } from './tables.ts'

export interface SharedNote {
  text: string
  updatedAt: Date
}

/** Links to notes: whoever has one can read the note until its owner takes the link back. */
export interface Shares {
  /** Makes the link of a note; an older one stops working. The token is kept nowhere. */
  create: (userId: string, noteId: string) => Promise<string>
  /** Takes the link back; fine when there is none. */
  revoke: (userId: string, noteId: string) => Promise<void>
  open: (token: string) => Promise<SharedNote | undefined>
}

export function createShares(database: Database<NotesTables>): Shares {
  const assertOwner = async (userId: string, noteId: string) => {
    const own = await database.selectFrom('note').select('id').where('id', '=', noteId).where('user_id', '=', userId).executeTakeFirst()
    if (!own) throw new AppError('not_found', `You have no note ${noteId}. listNotes and searchNotes show the ids.`)
  }

  return {
    async create(userId, noteId) {
      await assertOwner(userId, noteId)
      const token = randomBytes(18).toString('base64url')
      const row = { note_id: noteId, token_hash: toHash(token) }
      await database
        .insertInto('share')
        .values(row)
        .onConflict((conflict) => conflict.column('note_id').doUpdateSet({ token_hash: row.token_hash, created_at: new Date() }))
        .execute()
      return token
    },

    async revoke(userId, noteId) {
      await assertOwner(userId, noteId)
      await database.deleteFrom('share').where('note_id', '=', noteId).execute()
    },

    async open(token) {
      const row = await database
        .selectFrom('share')
        .innerJoin('note', 'note.id', 'share.note_id')
        .select(['note.text', 'note.updated_at'])
        .where('token_hash', '=', toHash(token))
        .executeTakeFirst()
      return row && { text: row.text, updatedAt: row.updated_at }
    },
  }
}

function toHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

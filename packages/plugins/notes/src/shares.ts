import { AppError, type Database } from '@patchbay/plugin-kit'
import { createHash, randomBytes } from 'node:crypto'
import type { NotesTables } from './tables.ts'

export interface SharedNote {
  text: string
  updatedAt: Date
}

/** Links to notes: whoever has one can read the note until its owner takes the link back. */
export interface Shares {
  /** The same within a transaction. */
  within: (transaction: Database<NotesTables>) => Shares
  /** Makes the link of a note; an older one stops working. The token is kept nowhere. */
  create: (userId: string, noteId: string) => Promise<string>
  /** Takes the link back; fine when there is none. */
  revoke: (userId: string, noteId: string) => Promise<void>
  open: (token: string) => Promise<SharedNote | undefined>
}

export function createShares(database: Database<NotesTables>): Shares {
  const assertOwner = async (userId: string, noteId: string) => {
    const own = await database.selectFrom('note').select('id').where('id', '=', noteId).where('user_id', '=', userId).executeTakeFirst()
    if (!own) throw missing(noteId)
  }

  return {
    within: createShares,

    async create(userId, noteId) {
      const token = randomBytes(18).toString('base64url')
      const hash = toHash(token)
      // One statement that holds the note, so that it can't be deleted in between.
      const made = await database
        .insertInto('share')
        .columns(['note_id', 'token_hash'])
        .expression((from) =>
          from
            .selectFrom('note')
            .select((select) => ['id', select.val(hash).as('token_hash')])
            .where('id', '=', noteId)
            .where('user_id', '=', userId)
            .forKeyShare(),
        )
        .onConflict((conflict) => conflict.column('note_id').doUpdateSet({ token_hash: hash, created_at: new Date() }))
        .executeTakeFirst()
      if (made.numInsertedOrUpdatedRows === 0n) throw missing(noteId)
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

function missing(noteId: string): AppError {
  return new AppError('not_found', `You have no note ${noteId}. listNotes and searchNotes show the ids.`)
}

function toHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

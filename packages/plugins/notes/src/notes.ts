import { AppError, sql, type Database } from '@patchbay/plugin-kit'
import { findNotes, type FoundNote } from './find-notes.ts'
import type { NoteAnswer } from './schemas.ts'
import type { NotesTables } from './tables.ts'
import { countNotes } from './transfer/import-files.ts'

/** Where a listing goes on: behind this note. */
export interface Position {
  /** Microseconds since 1970, as digits. */
  createdAt: string
  id: string
}

/** The notes of users. Every call names the user, and no query goes without. */
export interface Notes {
  /** The same within a transaction. */
  within: (transaction: Database<NotesTables>) => Notes
  create: (userId: string, text: string) => Promise<NoteAnswer>
  update: (userId: string, id: string, text: string) => Promise<NoteAnswer>
  remove: (userId: string, id: string) => Promise<void>
  get: (userId: string, id: string) => Promise<NoteAnswer>
  /** Newest first. */
  list: (
    userId: string,
    options: { limit: number; after?: Position | undefined },
  ) => Promise<{ notes: NoteAnswer[]; next: Position | undefined }>
  /** Best first. The last word may be only begun. */
  search: (userId: string, options: { query: string; limit: number }) => Promise<FoundNote[]>
}

/** How many notes a user can keep. */
export const mostNotes = 10_000

/** @param most how many notes a user can keep */
export function createNotes(database: Database<NotesTables>, most = mostNotes): Notes {
  const selectOf = (userId: string) =>
    database
      .selectFrom('note')
      .leftJoin('share', 'share.note_id', 'note.id')
      .where('note.user_id', '=', userId)
      .select(['note.id', 'note.text', 'note.created_at', 'note.updated_at', 'share.note_id as share_id'])

  const get = async (userId: string, id: string) => {
    const row = await selectOf(userId).where('note.id', '=', id).executeTakeFirst()
    if (!row) throw missing(id)
    return toAnswer(row)
  }

  return {
    within: (transaction) => createNotes(transaction, most),

    get,

    async create(userId, text) {
      const id = await addNote(database, { userId, text, most })
      return get(userId, id)
    },

    async update(userId, id, text) {
      const updated = await database
        .updateTable('note')
        .set({ text, updated_at: new Date() })
        .where('user_id', '=', userId)
        .where('id', '=', id)
        .executeTakeFirst()
      if (updated.numUpdatedRows === 0n) throw missing(id)
      return get(userId, id)
    },

    async remove(userId, id) {
      const removed = await database.deleteFrom('note').where('user_id', '=', userId).where('id', '=', id).executeTakeFirst()
      if (removed.numDeletedRows === 0n) throw missing(id)
    },

    async list(userId, { limit, after }) {
      let query = selectOf(userId).select(sql<string>`(extract(epoch from note.created_at) * 1000000)::bigint::text`.as('position'))
      if (after)
        query = query.where(
          sql<boolean>`(note.created_at, note.id) < (timestamptz 'epoch' + ${after.createdAt}::bigint * interval '1 microsecond', ${after.id}::uuid)`,
        )
      const rows = await query
        .orderBy('note.created_at', 'desc')
        .orderBy('note.id', 'desc')
        .limit(limit + 1)
        .execute()
      const last = rows[limit - 1]
      return {
        notes: rows.slice(0, limit).map(toAnswer),
        next: rows.length > limit && last ? { createdAt: last.position, id: last.id } : undefined,
      }
    },

    search: (userId, options) => findNotes(database, userId, options),
  }
}

interface NewNote {
  userId: string
  text: string
  most: number
}

/** Adds a note and gives its id, unless the user has as many as can be kept. */
async function addNote(database: Database<NotesTables>, { userId, text, most }: NewNote): Promise<string> {
  const add = async (transaction: Database<NotesTables>) => {
    if ((await countNotes(transaction, userId)) >= most) throw new AppError('conflict', `You can keep ${most} notes. Delete one first.`)
    return (await transaction.insertInto('note').values({ user_id: userId, text }).returning('id').executeTakeFirstOrThrow()).id
  }
  return database.isTransaction ? add(database) : database.transaction().execute(add)
}

interface NoteRow {
  id: string
  text: string
  created_at: Date
  updated_at: Date
  share_id: string | null
}

function toAnswer(row: NoteRow): NoteAnswer {
  return {
    id: row.id,
    text: row.text,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    shared: row.share_id !== null,
  }
}

function missing(id: string): AppError {
  return new AppError('not_found', `You have no note ${id}. listNotes and searchNotes show the ids.`)
}

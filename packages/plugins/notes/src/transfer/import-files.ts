import { sql, type Database } from '@patchbay/plugin-kit'
import { noteText } from '../schemas.ts'
import type { NotesTables } from '../tables.ts'
import type { TextFile } from './read-files.ts'

export interface Problem {
  path: string
  reason: string
}

export interface Imported {
  imported: number
  problems: Problem[]
}

export interface ImportOptions {
  userId: string
  mostNotes: number
  signal: AbortSignal
  onProgress: (done: number, all: number) => void
}

const atOnce = 200

/** Makes a note of each file that can be one; call it in the transaction of the effects. What can't be is named with the reason. */
export async function importFiles(
  database: Database<NotesTables>,
  files: readonly TextFile[],
  { userId, mostNotes, signal, onProgress }: ImportOptions,
): Promise<Imported> {
  const { texts, problems } = sort(files)
  const room = Math.max(0, mostNotes - (await countNotes(database, userId)))
  for (const { path } of texts.slice(room)) problems.push({ path, reason: `you can keep ${mostNotes} notes` })
  const taken = texts.slice(0, room)
  for (let start = 0; start < taken.length; start += atOnce) {
    signal.throwIfAborted()
    const rows = taken.slice(start, start + atOnce).map(({ text }) => ({ user_id: userId, text }))
    await database.insertInto('note').values(rows).execute()
    onProgress(Math.min(start + atOnce, taken.length), taken.length)
  }
  return { imported: taken.length, problems }
}

function sort(files: readonly TextFile[]): { texts: { path: string; text: string }[]; problems: Problem[] } {
  const texts: { path: string; text: string }[] = []
  const problems: Problem[] = []
  for (const { path, text, reason } of files) {
    const parsed = noteText.safeParse(text)
    if (parsed.success) texts.push({ path, text: parsed.data })
    else problems.push({ path, reason: reason ?? toReason(text) })
  }
  return { texts, problems }
}

function toReason(text: string | undefined): string {
  if (text === undefined) return 'it is not text in UTF-8'
  if (text.trim() === '') return 'it is empty'
  return text.trim().length > 5000
    ? `it has ${text.trim().length} characters; a note has at most 5000`
    : 'it holds a character that can’t be stored'
}

/** Locks the user's notes against other creates until the end of the transaction, so that the bound holds. */
export async function countNotes(database: Database<NotesTables>, userId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 0))`.execute(database)
  const { count } = await database
    .selectFrom('note')
    .select((select) => select.fn.countAll().as('count'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

import type { Database } from '@patchbay/plugin-kit'
import { strToU8, zipSync, type Zippable } from 'fflate'
import type { NotesTables } from '../tables.ts'

const atOnce = 500

export interface PackOptions {
  userId: string
  signal: AbortSignal
  onProgress: (done: number) => void
}

/** All notes of a user as a ZIP of Markdown files, the oldest first. */
export async function packNotes(
  database: Database<NotesTables>,
  { userId, signal, onProgress }: PackOptions,
): Promise<{ zip: Uint8Array; notes: number }> {
  const files: Zippable = {}
  let notes = 0
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    signal.throwIfAborted()
    const page = database.selectFrom('note').select(['id', 'text', 'created_at', 'updated_at']).where('user_id', '=', userId)
    const rows = await page.where('id', '>', last).orderBy('id').limit(atOnce).execute()
    for (const row of rows) files[toName(row)] = [strToU8(row.text), { mtime: row.updated_at }]
    notes += rows.length
    onProgress(notes)
    if (rows.length < atOnce) return { zip: zipSync(files, { level: 6 }), notes }
    last = rows.at(-1)!.id
  }
}

/** `2026-11-23-wifi-password-0196f0c2.md`: by day, with words to find it by, and never twice. */
function toName({ id, text, created_at: createdAt }: { id: string; text: string; created_at: Date }): string {
  const words = text
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
  return `notes/${createdAt.toISOString().slice(0, 10)}-${words.slice(0, 40).toWellFormed().replace(/-+$/, '') || 'note'}-${id.slice(0, 8)}.md`
}

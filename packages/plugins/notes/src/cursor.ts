import { AppError } from '@patchbay/plugin-kit'
import type { Position } from './notes.ts'

/** A position as an opaque text for callers. */
export function toCursor({ createdAt, id }: Position): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url')
}

/** @throws AppError `invalid_input` for a text that toCursor did not make */
export function parseCursor(cursor: string): Position {
  const match = /^(\d{1,16}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  if (!match) throw new AppError('invalid_input', 'The cursor is not one that listNotes gave. Leave it out to begin at the newest note.')
  return { createdAt: match[1]!, id: match[2]! }
}

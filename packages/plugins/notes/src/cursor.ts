import { AppError } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { Position } from './notes.ts'

const schema = z.tuple([z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d(?::?\d\d)?$/), z.uuid()])

/** A position as an opaque text for callers. */
export function toCursor({ createdAt, id }: Position): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url')
}

/** @throws AppError `invalid_input` for a text that toCursor did not make */
export function parseCursor(cursor: string): Position {
  try {
    const [createdAt, id] = schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return { createdAt, id }
  } catch (error) {
    throw new AppError('invalid_input', 'The cursor is not one that listNotes gave. Leave it out to begin at the newest note.', {
      cause: error,
    })
  }
}

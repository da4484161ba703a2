import type { Database, PageContext, UserContext } from '@patchbay/plugin-kit'
import type { Notes } from './notes.ts'
import type { Shares } from './shares.ts'
import type { NotesTables } from './tables.ts'
import type { Exports } from './transfer/exports.ts'

export interface Services {
  notes: Notes
  shares: Shares
  exports: Exports
  database: Database<NotesTables>
  fetch: typeof globalThis.fetch
}

export type NotesContext = UserContext & Services
export type NotesPageContext = PageContext & Services

import type { PageContext, UserContext } from '@patchbay/plugin-kit'
import type { Notes } from './notes.ts'
import type { Shares } from './shares.ts'

interface Services {
  notes: Notes
  shares: Shares
}

export type NotesContext = UserContext & Services
export type NotesPageContext = PageContext & Services

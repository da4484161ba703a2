import { definePlugin, type Database, type SetupContext } from '@patchbay/plugin-kit'
import { createNote } from './actions/create-note.ts'
import { deleteNote } from './actions/delete-note.ts'
import { getNote } from './actions/get-note.ts'
import { exportNotes } from './actions/export-notes.ts'
import { importNotes } from './actions/import-notes.ts'
import { listNotes } from './actions/list-notes.ts'
import { searchNotes } from './actions/search-notes.ts'
import { shareNote } from './actions/share-note.ts'
import { unshareNote } from './actions/unshare-note.ts'
import { updateNote } from './actions/update-note.ts'
import { knowledge } from './knowledge.ts'
import { migrations } from './migrations.ts'
import { createNotes } from './notes.ts'
import { sharedNotePage } from './pages/shared-note.ts'
import { createShares } from './shares.ts'
import { exportFile } from './downloads/export-file.ts'
import { removeExports } from './jobs/remove-exports.ts'
import type { NotesTables } from './tables.ts'
import { createExports } from './transfer/exports.ts'

export default definePlugin({
  name: 'notes',
  title: 'Notes',
  summary: 'Keeps short notes for you, finds them again and shares them by link.',
  description:
    'Plugin for keeping short notes of the signed-in user: saving, reading, changing, deleting, searching and sharing them. Notes are private unless shared, have no dates or alarms, and hold text of up to 5,000 characters.',
  auth: 'oauth',
  logo: new URL('../logo.png', import.meta.url),
  migrations,
  setup: ({ database, fetch }: SetupContext) => ({
    notes: createNotes(database),
    shares: createShares(database),
    exports: createExports(database),
    database: database as Database<NotesTables>,
    fetch,
  }),
  actions: [createNote, listNotes, searchNotes, getNote, updateNote, deleteNote, shareNote, unshareNote, importNotes, exportNotes],
  jobs: [removeExports],
  downloads: [exportFile],
  pages: [sharedNotePage],
  knowledge,
})

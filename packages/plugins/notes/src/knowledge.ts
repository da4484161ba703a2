import type { Knowledge } from '@patchbay/plugin-kit'
import type { NotesContext } from './context.ts'
import { noteId } from './schemas.ts'

const mostResults = 10
const longestTitle = 80

/** Notes for hosts that search and read. A note has no page of its own unless it is shared, and then its link is known to its owner only. */
export const knowledge: Knowledge<NotesContext> = {
  async search(query, { notes, user }) {
    const found = await notes.search(user.id, { query: query.slice(0, 200), limit: mostResults })
    return found.map(({ id, snippet }) => ({ id, title: toTitle(snippet.replaceAll('**', '')), url: '' }))
  },
  async fetch(id, { notes, user }) {
    const note = await notes.get(user.id, noteId.safeParse(id).data ?? '00000000-0000-0000-0000-000000000000')
    return { id: note.id, title: toTitle(note.text), text: note.text, url: '', metadata: { updatedAt: note.updatedAt } }
  },
}

/** The first line, cut where it is long. */
function toTitle(text: string): string {
  const [line = ''] = text.trim().split('\n')
  return line.length > longestTitle ? `${line.slice(0, longestTitle).toWellFormed()}…` : line
}

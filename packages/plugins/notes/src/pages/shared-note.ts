import { definePage, html } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { NotesPageContext } from '../context.ts'
import type { SharedNote } from '../shares.ts'

/** What somebody sees who was given a link. */
export const sharedNotePage = definePage({
  route: 'GET /s/{token}',
  params: z.object({ token: z.string().regex(/^[\w-]{24}$/) }),
  unlisted: true,
  load: ({ token }, { shares }: NotesPageContext) => shares.open(token),
  openGraph: (note) => ({ title: toTitle(note), description: note.text.slice(0, 200).toWellFormed() }),
  render: (note) => html`<h1>${toTitle(note)}</h1>
<p class="prose">${note.text}</p>
<p class="quiet">Last changed <time datetime="${note.updatedAt.toISOString()}">${note.updatedAt.toISOString().slice(0, 10)}</time></p>`,
})

/** The first line, without the marks of a Markdown heading. */
function toTitle(note: SharedNote): string {
  const line = note.text.split('\n', 1)[0]!.replace(/^#+\s*/, '')
  return line.length > 70 ? `${line.slice(0, 69).toWellFormed()}…` : line
}

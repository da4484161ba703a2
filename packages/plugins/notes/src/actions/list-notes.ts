import { defineAction } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { NotesContext } from '../context.ts'
import { parseCursor, toCursor } from '../cursor.ts'
import { noteAnswer } from '../schemas.ts'

/** Longer texts are cut in a listing; getNote has them whole. */
const longestText = 400

export const listNotes = defineAction({
  name: 'listNotes',
  description:
    'List the notes of the signed-in user, newest first. Long texts are cut: getNote has them whole. To look for something, use searchNotes.',
  examples: [
    {
      say: 'what notes do I have?',
      input: {},
      output: {
        notes: [
          {
            id: '0196f0c2-7d4e-7c1a-9a51-3f6d2b8e4c10',
            text: 'Wifi password: swordfish',
            createdAt: '2026-11-23T09:30:00.000Z',
            updatedAt: '2026-11-23T09:30:00.000Z',
            shared: false,
          },
        ],
      },
    },
    { say: 'show my last three notes', input: { limit: 3 } },
    { say: 'list my notes', input: {} },
    { say: 'what did I write down recently?', input: { limit: 5 } },
    { say: 'show all my notes, fifty at a time', input: { limit: 50 } },
    { say: 'read my latest note', input: { limit: 1 } },
  ],
  route: 'GET /notes',
  effect: 'read',
  input: z.object({
    limit: z.int().min(1).max(50).default(20).describe('How many notes to give.'),
    cursor: z.string().max(200).optional().describe('`next` of the answer before, to go on from there.'),
  }),
  output: z.object({
    notes: z.array(noteAnswer),
    next: z.string().optional().describe('Send it as `cursor` for more; left out at the end.'),
  }),
  async run({ limit, cursor }, { notes, user }: NotesContext) {
    const page = await notes.list(user.id, { limit, after: cursor === undefined ? undefined : parseCursor(cursor) })
    const shown = page.notes.map((note) =>
      note.text.length > longestText ? { ...note, text: `${note.text.slice(0, longestText).toWellFormed()}…` } : note,
    )
    return { notes: shown, ...(page.next && { next: toCursor(page.next) }) }
  },
})

import { defineAction } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { NotesContext } from '../context.ts'
import { noteAnswer, noteId } from '../schemas.ts'
import { noteWidget } from '../note-widget.ts'

const id = '0196f0c2-7d4e-7c1a-9a51-3f6d2b8e4c10'

export const getNote = defineAction({
  name: 'getNote',
  description: 'Read one note of the signed-in user in full, by its id. To find a note by what it says, use searchNotes.',
  examples: [
    {
      say: 'show me that note in full',
      input: { id },
      output: {
        id,
        text: 'Wifi password: swordfish',
        createdAt: '2026-11-23T09:30:00.000Z',
        updatedAt: '2026-11-23T09:30:00.000Z',
        shared: false,
      },
    },
    { say: 'open the first one', input: { id } },
    { say: 'what does the whole note say?', input: { id } },
    { say: 'read the wifi note to me', input: { id } },
    { say: `get note ${id}`, input: { id } },
    { say: 'let me see the complete shopping list', input: { id } },
  ],
  route: 'GET /notes/{id}',
  effect: 'read',
  input: z.object({ id: noteId }),
  output: noteAnswer,
  widget: noteWidget,
  run: ({ id: wanted }, { notes, user }: NotesContext) => notes.get(user.id, wanted),
})

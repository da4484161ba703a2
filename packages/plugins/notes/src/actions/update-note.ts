import { defineAction } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { NotesContext } from '../context.ts'
import { noteAnswer, noteId, noteText } from '../schemas.ts'
import { noteWidget } from '../note-widget.ts'

const id = '0196f0c2-7d4e-7c1a-9a51-3f6d2b8e4c10'

export const updateNote = defineAction({
  name: 'updateNote',
  description: 'Replace the whole text of one note of the signed-in user. To add to a note, read it first and send old and new text.',
  examples: [
    {
      say: 'change the wifi note: the password is marlin now',
      input: { id, text: 'Wifi password: marlin' },
      output: {
        id,
        text: 'Wifi password: marlin',
        createdAt: '2026-11-23T09:30:00.000Z',
        updatedAt: '2026-11-24T08:00:00.000Z',
        shared: false,
      },
    },
    { say: 'add milk to my shopping list', input: { id, text: '- bread\n- eggs\n- basil\n- milk' } },
    { say: 'correct it: Ada likes almond milk', input: { id, text: 'Ada likes almond milk' } },
    { say: 'replace that note with the new meter reading 48377', input: { id, text: 'Meter reading: 48377' } },
    { say: 'fix the typo in the plate, it is B-PB 2027', input: { id, text: 'License plate: B-PB 2027' } },
    { say: 'make the idea note say quiet libraries', input: { id, text: 'Idea: a map of quiet libraries' } },
  ],
  route: 'PATCH /notes/{id}',
  effect: 'write',
  input: z.object({ id: noteId, text: noteText }),
  output: noteAnswer,
  widget: noteWidget,
  run: ({ id: wanted, text }, { notes, user, transaction }: NotesContext) =>
    transaction((database) => notes.within(database).update(user.id, wanted, text)),
})

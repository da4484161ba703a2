import { defineAction } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { NotesContext } from '../context.ts'
import { noteAnswer, noteText } from '../schemas.ts'
import { noteWidget } from '../note-widget.ts'

export const createNote = defineAction({
  name: 'createNote',
  description: 'Save a note for the signed-in user. Not for reminders or appointments: notes have no date.',
  examples: [
    {
      say: 'note that the wifi password is swordfish',
      input: { text: 'Wifi password: swordfish' },
      output: {
        id: '0196f0c2-7d4e-7c1a-9a51-3f6d2b8e4c10',
        text: 'Wifi password: swordfish',
        createdAt: '2026-11-23T09:30:00.000Z',
        updatedAt: '2026-11-23T09:30:00.000Z',
        shared: false,
      },
    },
    { say: 'remember that Ada likes oat milk', input: { text: 'Ada likes oat milk' } },
    { say: 'write down this idea: a map of quiet cafés', input: { text: 'Idea: a map of quiet cafés' } },
    { say: 'save my shopping list: bread, eggs, basil', input: { text: '- bread\n- eggs\n- basil' } },
    { say: 'keep a note of the license plate B-PB 2026', input: { text: 'License plate: B-PB 2026' } },
    { say: 'jot down that the meter reading was 48213', input: { text: 'Meter reading: 48213' } },
  ],
  route: 'POST /notes',
  effect: 'write',
  input: z.object({ text: noteText }),
  output: noteAnswer,
  widget: noteWidget,
  run: ({ text }, { notes, user, transaction }: NotesContext) => transaction((database) => notes.within(database).create(user.id, text)),
})

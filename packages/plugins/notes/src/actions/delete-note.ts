import { defineAction } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { NotesContext } from '../context.ts'
import { noteId } from '../schemas.ts'

const id = '0196f0c2-7d4e-7c1a-9a51-3f6d2b8e4c10'

export const deleteNote = defineAction({
  name: 'deleteNote',
  description: 'Delete one note of the signed-in user for good, with its link. It can’t be undone, so be sure it is the right one.',
  examples: [
    { say: 'delete the wifi note', input: { id }, output: { deleted: true } },
    { say: 'throw that note away', input: { id } },
    { say: 'I no longer need the shopping list', input: { id } },
    { say: 'remove the note about Ada', input: { id } },
    { say: 'get rid of the second one', input: { id } },
    { say: `delete note ${id}`, input: { id } },
  ],
  route: 'DELETE /notes/{id}',
  effect: 'destructive',
  input: z.object({ id: noteId }),
  output: z.object({ deleted: z.boolean() }),
  run: ({ id: wanted }, { notes, user, transaction }: NotesContext) =>
    transaction(async (database) => {
      await notes.within(database).remove(user.id, wanted)
      return { deleted: true }
    }),
})

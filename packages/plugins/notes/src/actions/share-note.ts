import { defineAction } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { NotesContext } from '../context.ts'
import { noteId } from '../schemas.ts'

const id = '0196f0c2-7d4e-7c1a-9a51-3f6d2b8e4c10'

export const shareNote = defineAction({
  name: 'shareNote',
  description: 'Make a link with which anybody can read one note of the signed-in user. An older link of the note stops working.',
  examples: [
    { say: 'give me a link to that note', input: { id }, output: { url: 'https://notes.example.com/s/q3hV0fJm2cQy8sTn5wZkLrXa' } },
    { say: 'share the shopping list with my flatmate', input: { id } },
    { say: 'I want to send this note to somebody', input: { id } },
    { say: 'make the wifi note public', input: { id } },
    { say: 'get a new link for it, the old one leaked', input: { id } },
    { say: `share note ${id}`, input: { id } },
  ],
  route: 'POST /notes/{id}/share',
  effect: 'write',
  input: z.object({ id: noteId }),
  output: z.object({ url: z.url().describe('Shown only now; share again for another.') }),
  run: ({ id: wanted }, { shares, user, origin, transaction }: NotesContext) =>
    transaction(async (database) => ({ url: `${origin}/s/${await shares.within(database).create(user.id, wanted)}` })),
})

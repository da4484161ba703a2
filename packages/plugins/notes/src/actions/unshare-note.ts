import { defineAction } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { NotesContext } from '../context.ts'
import { noteId } from '../schemas.ts'

const id = '0196f0c2-7d4e-7c1a-9a51-3f6d2b8e4c10'

export const unshareNote = defineAction({
  name: 'unshareNote',
  description: 'Take back the link of one note of the signed-in user: it stops working at once. The note itself stays.',
  examples: [
    { say: 'stop sharing that note', input: { id }, output: { shared: false } },
    { say: 'take the link back', input: { id } },
    { say: 'make the wifi note private again', input: { id } },
    { say: 'nobody should see the shopping list any more', input: { id } },
    { say: 'revoke the link', input: { id } },
    { say: `unshare note ${id}`, input: { id } },
  ],
  route: 'DELETE /notes/{id}/share',
  effect: 'write',
  input: z.object({ id: noteId }),
  output: z.object({ shared: z.boolean() }),
  run: ({ id: wanted }, { shares, user, transaction }: NotesContext) =>
    transaction(async (database) => {
      await shares.within(database).revoke(user.id, wanted)
      return { shared: false }
    }),
})

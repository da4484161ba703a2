import { z } from 'zod'

export const noteId = z.uuid().describe('The id of a note, as other actions give it.')

/** PostgreSQL keeps neither NUL nor half a surrogate pair; other control characters mean nothing in a text. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const isStorable = (text: string) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) && text.isWellFormed()

export const noteText = z
  .string()
  .trim()
  .min(1)
  .max(5000)
  .refine(isStorable, 'holds a character that can’t be stored')
  .describe('What the note says, as plain text or Markdown.')

export const noteAnswer = z.object({
  id: z.string(),
  text: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  shared: z.boolean().describe('Whether a link to the note has been given out.'),
})

export type NoteAnswer = z.infer<typeof noteAnswer>

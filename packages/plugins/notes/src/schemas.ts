import { z } from 'zod'

export const noteId = z.uuid().describe('The id of a note, as other actions give it.')

/** PostgreSQL keeps neither NUL nor half a surrogate pair. */
const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed()

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

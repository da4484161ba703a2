import { defineAction } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { NotesContext } from '../context.ts'

export const searchNotes = defineAction({
  name: 'searchNotes',
  description: 'Find notes of the signed-in user by words in them, best match first. Gives snippets; getNote has the whole text.',
  examples: [
    {
      say: 'what was the wifi password?',
      input: { query: 'wifi' },
      output: {
        results: [
          { id: '0196f0c2-7d4e-7c1a-9a51-3f6d2b8e4c10', snippet: '**Wifi** password: swordfish', createdAt: '2026-11-23T09:30:00.000Z' },
        ],
      },
    },
    { say: 'find my note about Ada', input: { query: 'Ada' } },
    { say: 'did I write anything about oat milk?', input: { query: '"oat milk"' } },
    { say: 'look for meter readings', input: { query: 'meter reading' } },
    { say: 'search my notes for café or library', input: { query: 'café or library' } },
    { say: 'which plate did I note down?', input: { query: 'plate', limit: 3 } },
  ],
  route: 'GET /notes/search',
  effect: 'read',
  input: z.object({
    query: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .describe('Words to look for; "…" for a phrase, or, - to leave out. The last word may be only begun.'),
    limit: z.int().min(1).max(20).default(10).describe('How many notes to give.'),
  }),
  output: z.object({
    results: z.array(
      z.object({
        id: z.string(),
        snippet: z.string().describe('What the note says around the match, in **bold**.'),
        createdAt: z.iso.datetime(),
      }),
    ),
  }),
  run: async (input, { notes, user }: NotesContext) => ({ results: await notes.search(user.id, input) }),
})

import { defineAction } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { NotesContext } from '../context.ts'
import { keepExport } from '../transfer/exports.ts'
import { packNotes } from '../transfer/pack-notes.ts'

export const exportNotes = defineAction({
  name: 'exportNotes',
  description:
    'Pack all notes of the signed-in user into a ZIP of Markdown files. Gives a download link that ends after an hour. Runs in the background.',
  examples: [
    {
      say: 'give me all my notes as a file',
      input: {},
      output: {
        notes: 1204,
        bytes: 310_422,
        url: 'https://notes.example.com/exports/8VbXw1o2n3kqf0Zr5sT7uYxA1bC2dE3f',
        expiresAt: '2026-11-23T10:30:00.000Z',
      },
    },
    { say: 'export my notes', input: {} },
    { say: 'I want to move my notes to another app', input: {} },
    { say: 'make a backup of everything I noted', input: {} },
    { say: 'download all notes as Markdown', input: {} },
    { say: 'zip up my notes please', input: {} },
  ],
  route: 'POST /exports',
  effect: 'write',
  background: { attempts: 3, timeout: 300_000, concurrency: 2 },
  input: z.object({}),
  output: z.object({
    notes: z.int(),
    bytes: z.int(),
    url: z.url().describe('Whoever has it can download the notes, for an hour. An older link ends.'),
    expiresAt: z.iso.datetime(),
  }),
  async run(_input, { user, database: tables, origin, signal, progress, transaction }: NotesContext) {
    const onProgress = (done: number) => progress(0.5, `${done} notes packed`)
    const { zip, notes } = await packNotes(tables, { userId: user.id, signal, onProgress })
    progress(0.9, 'saving')
    return transaction(async (database) => {
      const { token, expiresAt } = await keepExport(database, { userId: user.id, zip, now: new Date() })
      return { notes, bytes: zip.length, url: `${origin}/exports/${token}`, expiresAt: expiresAt.toISOString() }
    })
  },
})

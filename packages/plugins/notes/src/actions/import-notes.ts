import { defineAction } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { NotesContext } from '../context.ts'
import { mostNotes } from '../notes.ts'
import { fetchBytes } from '../transfer/fetch-files.ts'
import { importFiles } from '../transfer/import-files.ts'
import { readFiles, type TextFile } from '../transfer/read-files.ts'

const file = z.strictObject({
  path: z.string().min(1).max(500).describe('Such as ideas/map.md.'),
  text: z.string().max(100_000).describe('What the note says.'),
})

const shownProblems = 100

export const importNotes = defineAction({
  name: 'importNotes',
  description:
    'Import many notes: a ZIP of Markdown or text files by https url or as base64, or files with their text. Each file becomes a note. Runs in the background.',
  examples: [
    {
      say: 'import my notes from https://example.com/vault.zip',
      input: { url: 'https://example.com/vault.zip' },
      output: { imported: 1204, failed: 1, problems: [{ path: 'log.md', reason: 'it has 9120 characters; a note has at most 5000' }] },
    },
    {
      say: 'take over these two notes',
      input: {
        files: [
          { path: 'a.md', text: '# Wifi\nswordfish' },
          { path: 'b.md', text: 'Meter: 48213' },
        ],
      },
    },
    { say: 'add the Markdown file behind this link to my notes', input: { url: 'https://example.com/ideas.md' } },
    { say: 'load the archive I exported from my old app', input: { url: 'https://example.com/export/notes.zip' } },
    { say: 'here is my vault as a ZIP in base64', input: { zip: 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==' } },
    { say: 'import the README of that repository as a note', input: { url: 'https://example.com/repo/README.md' } },
  ],
  route: 'POST /imports',
  effect: 'write',
  openWorld: true,
  background: { attempts: 3, timeout: 300_000, concurrency: 2 },
  input: z
    .object({
      url: z
        .url({ protocol: /^https$/ })
        .max(2000)
        .optional()
        .describe('Of a ZIP, or of one Markdown or text file; open to everybody.'),
      zip: z
        .string()
        .min(1)
        .max(900_000)
        .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64')
        .optional()
        .describe('A ZIP as base64, when there is no url.'),
      files: z.array(file).min(1).max(500).optional().describe('Files with their text, when there is neither.'),
    })
    .refine(({ url, zip, files }) => [url, zip, files].filter((each) => each !== undefined).length === 1, 'give one of url, zip and files'),
  output: z.object({
    imported: z.int(),
    failed: z.int(),
    problems: z.array(z.object({ path: z.string(), reason: z.string() })).describe('The first of the files that became no note.'),
  }),
  async run(input, { user, fetch, signal, progress, transaction, log }: NotesContext) {
    progress(0, 'reading')
    const files = await toFiles(input, fetch, signal)
    progress(0.2, `${files.length} files found`)
    const onProgress = (done: number, all: number) => progress(0.2 + (0.8 * done) / all, `${done} of ${all} notes saved`)
    return transaction(async (database) => {
      const { imported, problems } = await importFiles(database, files, { userId: user.id, mostNotes, signal, onProgress })
      log.info({ imported, failed: problems.length }, 'notes imported')
      return { imported, failed: problems.length, problems: problems.slice(0, shownProblems) }
    })
  },
})

interface Source {
  url?: string | undefined
  zip?: string | undefined
  files?: readonly TextFile[] | undefined
}

async function toFiles({ url, zip, files }: Source, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<readonly TextFile[]> {
  if (files) return files
  if (zip !== undefined) return readFiles(Buffer.from(zip, 'base64'), 'the upload')
  const { bytes, name } = await fetchBytes(fetch, url!, signal)
  return readFiles(bytes, name)
}

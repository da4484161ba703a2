import { createTestHost, type TestHost } from '@patchbay/plugin-kit/testing'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { User } from '@patchbay/plugin-kit'
import plugin from '../index.ts'

let host: TestHost
let user: User
let people = 0
const answers = new Map<string, () => Response>()
const fetch = (async (input: string | URL) => {
  const answer = answers.get(String(input))
  if (!answer) throw new Error('This address can’t be reached from here.')
  return answer()
}) as typeof globalThis.fetch

beforeAll(async () => {
  host = await createTestHost(plugin, { fetch })
})
afterAll(() => host[Symbol.asyncDispose]())
beforeEach(() => {
  user = host.user(`ada${(people += 1)}@example.com`)
})

const zip = (files: Record<string, string | Uint8Array>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, typeof text === 'string' ? strToU8(text) : text])))
const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const serve = (url: string, bytes: Uint8Array) => answers.set(url, () => new Response(Buffer.from(bytes)))
const search = async (query: string) => (await host.call('searchNotes', { query }, { user })).results as unknown[]

describe('importNotes', () => {
  it('makes thousands of notes of a ZIP behind an address, and tells how far it is', async () => {
    const files = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`vault/${index}.md`, `# Note ${index}\nzebra${index}`]))
    serve('https://example.com/vault.zip', zip(files))
    const told: number[] = []
    const progress = (fraction: number) => void told.push(fraction)
    const done = await host.call('importNotes', { url: 'https://example.com/vault.zip' }, { user, progress })
    expect(done).toEqual({ imported: 3000, failed: 0, problems: [] })
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBe(1)
    expect(told.length).toBeGreaterThan(10)
    expect(await search('zebra2999')).toHaveLength(1)
  })

  it('reports what became no note, with the reason, and takes the rest', async () => {
    const bytes = zip({
      'good.md': '# Good',
      'empty.md': '  \n',
      'long.md': 'x'.repeat(6000),
      'huge.md': 'x'.repeat(300_000),
      'binary.txt': new Uint8Array([0xff, 0xfe, 0x00]),
      'nul.md': 'a\u0000b',
      'picture.png': new Uint8Array([1, 2, 3]),
      '__MACOSX/good.md': 'not a note',
      '.obsidian/hidden.md': 'not a note',
    })
    const done = await host.call('importNotes', { zip: toBase64(bytes) }, { user })
    expect(done).toMatchObject({ imported: 1, failed: 5 })
    expect(done.problems).toEqual([
      { path: 'binary.txt', reason: 'it is not text in UTF-8' },
      { path: 'empty.md', reason: 'it is empty' },
      { path: 'huge.md', reason: 'it is larger than 256 KB; a note has at most 5000 characters' },
      { path: 'long.md', reason: 'it has 6000 characters; a note has at most 5000' },
      { path: 'nul.md', reason: 'it holds a character that can’t be stored' },
    ])
  })

  it('takes files with their text, and a single file behind a redirect', async () => {
    expect(await host.call('importNotes', { files: [{ path: 'a.md', text: 'one' }] }, { user })).toMatchObject({ imported: 1 })
    answers.set('https://example.com/go', () => new Response(null, { status: 302, headers: { location: '/real/ideas.md' } }))
    serve('https://example.com/real/ideas.md', strToU8('# Ideas'))
    expect(await host.call('importNotes', { url: 'https://example.com/go' }, { user })).toMatchObject({ imported: 1 })
    serve('https://example.com/100%.md', strToU8('# All of it'))
    expect(await host.call('importNotes', { url: 'https://example.com/100%.md' }, { user })).toMatchObject({ imported: 1 })
  })

  it('imports nothing when it is cancelled half-way', async () => {
    const files = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${index}.md`, `giraffe ${index}`]))
    const controller = new AbortController()
    const progress = (fraction: number) => void (fraction > 0.4 && controller.abort({ reason: 'cancelled' }))
    const call = host.call('importNotes', { zip: toBase64(zip(files)) }, { user, progress, signal: controller.signal })
    await expect(call).rejects.toBeDefined()
    expect(await search('giraffe')).toEqual([])
  })

  it('refuses what is no ZIP, what is damaged, what can’t be fetched, and two sources at once', async () => {
    const refusal = (input: object) => host.call('importNotes', input, { user })
    await expect(refusal({ zip: toBase64(strToU8('hello')) })).rejects.toMatchObject({ code: 'invalid_input' })
    const cut = zip({ 'a.md': 'text '.repeat(100) }).slice(0, 60)
    await expect(refusal({ zip: toBase64(cut) })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(refusal({ url: 'https://10.0.0.1/a.zip' })).rejects.toMatchObject({ code: 'unprocessable' })
    answers.set('https://example.com/gone.zip', () => new Response('no', { status: 404 }))
    await expect(refusal({ url: 'https://example.com/gone.zip' })).rejects.toThrow('answered 404')
    answers.set('https://example.com/round', () => new Response(null, { status: 302, headers: { location: '/round' } }))
    await expect(refusal({ url: 'https://example.com/round' })).rejects.toThrow('redirects more than')
    await expect(refusal({})).rejects.toThrow('give one of')
    await expect(refusal({ url: 'https://example.com/a.zip', zip: 'UEsFBg==' })).rejects.toThrow('give one of')
    await expect(refusal({ url: 'http://example.com/a.zip' })).rejects.toThrow()
  })
})

describe('exportNotes', () => {
  it('gives a link to a ZIP with every note, which can be imported again', async () => {
    await host.call(
      'importNotes',
      {
        files: [
          { path: 'a.md', text: '# Wifi\nswordfish' },
          { path: 'b.md', text: 'été 🎈' },
        ],
      },
      { user },
    )
    const done = await host.call('exportNotes', {}, { user })
    expect(done).toMatchObject({ notes: 2 })
    const file = (await host.download(done.url))!
    expect(file).toMatchObject({ type: 'application/zip', name: expect.stringMatching(/^notes-\d{4}-\d\d-\d\d\.zip$/) as string })
    const texts = Object.values(unzipSync(new Uint8Array(file.bytes))).map((bytes) => Buffer.from(bytes).toString())
    expect(texts.toSorted()).toEqual(['# Wifi\nswordfish', 'été 🎈'])
    const bob = host.user(`bob${people}@example.com`)
    expect(await host.call('importNotes', { zip: toBase64(file.bytes) }, { user: bob })).toMatchObject({ imported: 2, failed: 0 })
  })

  it('ends its link after an hour, at a newer export, and for who guesses', async () => {
    const first = await host.call('exportNotes', {}, { user })
    const second = await host.call('exportNotes', {}, { user })
    expect(await host.download(first.url)).toBeUndefined()
    expect(await host.download(second.url.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A')))).toBeUndefined()
    expect(await host.download(second.url)).toBeDefined()
    await host.database.updateTable('export').set({ expires_at: new Date() }).where('user_id', '=', user.id).execute()
    expect(await host.download(second.url)).toBeUndefined()
    expect(await host.job('removeExports', {})).toEqual({ removed: 1 })
  })
})

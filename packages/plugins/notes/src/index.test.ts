import type { User } from '@patchbay/plugin-kit'
import { createTestHost, describePlugin, type TestHost } from '@patchbay/plugin-kit/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import notes from './index.ts'
import { createNotes } from './notes.ts'

describePlugin(notes)

let host: TestHost
let users = 0

beforeAll(async () => {
  host = await createTestHost(notes)
})

afterAll(() => host[Symbol.asyncDispose]())

/** A user nobody else has. */
const newUser = () => host.user(`user-${++users}@example.com`)
const create = (user: User, text: string) => host.call('createNote', { text }, { user })
const unknown = '0196f0c2-7d4e-7c1a-9a51-3f6d2b8e4c10'

describe('notes', () => {
  it('are kept, read, changed and deleted', async () => {
    const user = newUser()
    const made = await create(user, '  Wifi password: swordfish ')
    expect(made).toMatchObject({ text: 'Wifi password: swordfish', shared: false })
    expect(await host.call('getNote', { id: made.id }, { user })).toEqual(made)
    const changed = await host.call('updateNote', { id: made.id, text: 'marlin' }, { user })
    expect(changed).toMatchObject({ id: made.id, text: 'marlin', createdAt: made.createdAt })
    expect(await host.call('deleteNote', { id: made.id }, { user })).toEqual({ deleted: true })
    await expect(host.call('getNote', { id: made.id }, { user })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('need a user', async () => {
    await expect(host.call('listNotes', {})).rejects.toMatchObject({ code: 'unauthorized' })
  })

  it('that are not there are 404 for every action', async () => {
    const user = newUser()
    for (const action of ['getNote', 'deleteNote', 'shareNote', 'unshareNote']) {
      await expect(host.call(action, { id: unknown }, { user })).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(host.call('updateNote', { id: unknown, text: 'x' }, { user })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('hold what can be stored as it came, and nothing else', async () => {
    const user = newUser()
    for (const text of ['a\0b', '\ud800', 'a\u0001b', '', '   ', 'x'.repeat(5001)]) await expect(create(user, text)).rejects.toThrow()
    for (const text of ['😀 日本語 — é', 'line\nline\ttab', '<b>&"\'', String.raw`\u0000 \\`]) {
      const { id } = await create(user, text)
      expect((await host.call('getNote', { id }, { user })).text).toBe(text)
    }
  })

  it('are bounded, also when many are made at once', async () => {
    const store = createNotes(host.database, 5)
    const { id } = newUser()
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => store.create(id, 'x')))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(5)
    await expect(store.create(id, 'x')).rejects.toThrow('You can keep 5 notes. Delete one first.')
  })
})

describe('listing', () => {
  it('goes page by page through all, newest first, each once, also those of one instant', async () => {
    const user = newUser()
    for (let index = 0; index < 7; index++) await create(user, `note ${index}`)
    await host.database
      .updateTable('note')
      .set({ created_at: new Date('2026-01-01T00:00:00.123Z') })
      .where('user_id', '=', user.id)
      .where('text', '<', 'note 4')
      .execute()
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await host.call('listNotes', { limit: 2, ...(cursor && { cursor }) }, { user })
      seen.push(...page.notes.map((note: { text: string }) => note.text))
      cursor = page.next
    } while (cursor)
    expect(seen.slice(0, 3)).toEqual(['note 6', 'note 5', 'note 4'])
    expect(seen.toSorted()).toEqual(Array.from({ length: 7 }, (_, index) => `note ${index}`))
  })

  it('refuses cursors it did not give', async () => {
    const user = newUser()
    const forged = ['', 'x', '99999999999999999999 x', `1 ${unknown}\0`, '["2026-99-99 99:99:99+00","x"]', `-1 ${unknown}`]
    for (const text of forged) {
      const call = host.call('listNotes', { cursor: Buffer.from(text).toString('base64url') }, { user })
      await expect(call, text).rejects.toMatchObject({ code: 'invalid_input' })
    }
    const far = Buffer.from(`9999999999999999 ${unknown}`).toString('base64url')
    expect(await host.call('listNotes', { cursor: far }, { user })).toEqual({ notes: [] })
  })

  it('stays below what hosts read, whatever the notes hold', async () => {
    const user = newUser()
    for (let index = 0; index < 50; index++) await create(user, '"\\'.repeat(2000))
    expect(JSON.stringify(await host.call('listNotes', { limit: 50 }, { user })).length).toBeLessThan(100_000)
  })
})

describe('searching', () => {
  it('finds words, phrases, beginnings and what is left out', async () => {
    const user = newUser()
    await create(user, 'Ada likes oat milk')
    await create(user, 'Grace likes milk, not oat')
    const find = async (query: string) =>
      (await host.call('searchNotes', { query }, { user })).results.map((result: { snippet: string }) =>
        result.snippet.replaceAll('**', ''),
      )
    expect(await find('"oat milk"')).toEqual(['Ada likes oat milk'])
    expect(await find('milk -ada')).toEqual(['Grace likes milk, not oat'])
    expect(await find('gra')).toEqual(['Grace likes milk, not oat'])
    expect((await find('ada or grace')).length).toBe(2)
    expect(await find('swordfish')).toEqual([])
  })

  it('takes anything a person can type', async () => {
    const user = newUser()
    await create(user, 'something to find & more | than (that)')
    const query = fc.oneof(fc.string({ minLength: 1, maxLength: 60 }), fc.stringMatching(/^["'():*&|!<>\-a-z ]{1,40}$/))
    const property = fc.asyncProperty(query, async (text) => {
      const answer = await host.call('searchNotes', { query: `x${text.replaceAll('\0', '').toWellFormed()}` }, { user })
      expect(answer.results.length).toBeLessThanOrEqual(10)
    })
    await fc.assert(property, { numRuns: 150 })
  })

  it('stays below what hosts read, whatever the notes hold', async () => {
    const user = newUser()
    const word = 'zq'.padEnd(240, 'w')
    for (let index = 0; index < 20; index++) await create(user, `${word} `.repeat(20))
    expect(JSON.stringify(await host.call('searchNotes', { query: 'zq', limit: 20 }, { user })).length).toBeLessThan(20_000)
  })
})

describe('a shared note', () => {
  it('can be read by link until it is taken back, changed for another or deleted', async () => {
    const user = newUser()
    const { id } = await create(user, '# Title <b>\nText')
    const first = await host.call('shareNote', { id }, { user })
    expect(await host.page(first.url)).toMatchObject({
      openGraph: { title: 'Title <b>' },
      html: expect.stringContaining('Title &lt;b&gt;'),
    })
    expect((await host.call('getNote', { id }, { user })).shared).toBe(true)
    const second = await host.call('shareNote', { id }, { user })
    expect(await host.page(first.url)).toBeUndefined()
    expect(await host.page(second.url)).toBeDefined()
    await host.call('unshareNote', { id }, { user })
    expect(await host.page(second.url)).toBeUndefined()
    const third = await host.call('shareNote', { id }, { user })
    await host.call('deleteNote', { id }, { user })
    expect(await host.page(third.url)).toBeUndefined()
  })

  it('keeps no token that could be read out', async () => {
    const user = newUser()
    const { id } = await create(user, 'secret')
    const { url } = await host.call('shareNote', { id }, { user })
    const rows = await host.database.selectFrom('share').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(url.split('/').at(-1))
  })
})

describe('two users', () => {
  it('never see or change each other’s notes, whatever they do', async () => {
    const step = fc.record({
      who: fc.nat(1),
      what: fc.constantFrom('create', 'update', 'delete', 'get', 'list', 'search', 'share'),
      which: fc.nat(20),
    })
    const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const people = [newUser(), newUser()]
      const all: { id: string; owner: number }[] = []
      const model = [new Map<string, string>(), new Map<string, string>()]
      for (const [index, { who, what, which }] of steps.entries()) {
        const user = people[who]!
        const mine = model[who]!
        const target = all[which % Math.max(1, all.length)]
        const text = `${what} ${index} of ${who}`
        if (what === 'create') {
          const { id } = await create(user, text)
          all.push({ id, owner: who })
          mine.set(id, text)
        } else if (what === 'list' || what === 'search') {
          const answer = await (what === 'list'
            ? host.call('listNotes', { limit: 50 }, { user })
            : host.call('searchNotes', { query: 'of', limit: 20 }, { user }))
          const ids = (answer.notes ?? answer.results).map((note: { id: string }) => note.id)
          expect(ids.toSorted()).toEqual([...mine.keys()].toSorted())
        } else if (target) {
          const action = { update: 'updateNote', delete: 'deleteNote', get: 'getNote', share: 'shareNote' }[what]
          const answer = await host
            .call(action, { id: target.id, ...(what === 'update' && { text }) }, { user })
            .catch((error: { code: string }) => error)
          expect('code' in answer).toBe(!mine.has(target.id))
          if (mine.has(target.id) && what === 'update') mine.set(target.id, text)
          if (mine.has(target.id) && what === 'delete') mine.delete(target.id)
          if (what === 'get' && mine.has(target.id)) expect(answer.text).toBe(mine.get(target.id))
        }
      }
    })
    await fc.assert(property, { numRuns: 25 })
  })
})

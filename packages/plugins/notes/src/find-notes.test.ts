import { createTestHost } from '@patchbay/plugin-kit/testing'
import { describe, expect, it } from 'vitest'
import notes from './index.ts'

describe('searchNotes', () => {
  it('finds words, phrases and what begins with the last word, in notes of the user only', async () => {
    await using host = await createTestHost(notes)
    const ada = { user: host.user('ada@example.com') }
    const wifi = await host.call('createNote', { text: 'Wifi password: swordfish' }, ada)
    await host.call('createNote', { text: 'Ada likes oat milk' }, ada)
    const search = async (query: string, options = ada) => (await host.call('searchNotes', { query }, options)).results
    expect(await search('wifi')).toMatchObject([{ id: wifi.id, snippet: '**Wifi** password: swordfish' }])
    expect(await search('password sword')).toMatchObject([{ id: wifi.id }])
    expect(await search('"milk oat"')).toEqual([])
    expect(await search('wifi or milk')).toHaveLength(2)
    expect(await search('wifi', { user: host.user('grace@example.com') })).toEqual([])
  })
})

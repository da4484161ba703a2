import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createAction, createPlugin, createPluginWith } from './__fixtures__/trips.ts'
import { names } from './names.ts'

describe('names', () => {
  it('refuses two actions of one name', () => {
    const actions = [createAction(), createAction({ route: 'GET /others' })]
    expect(names.find(createPlugin({ actions }))).toMatchObject([{ level: 'error', message: expect.stringContaining('two of the action') }])
  })

  it('refuses an action that begins with an upper-case letter', () => {
    expect(names.find(createPluginWith({ name: 'FindTrips' }))).toMatchObject([{ level: 'error', place: 'action FindTrips' }])
  })

  it('refuses parameters that are not a word, however deep', () => {
    const input = z.object({ 'to-city': z.string(), filter: z.array(z.object({ 'max price': z.number() })) })
    expect(names.find(createPluginWith({ route: 'POST /trips', input }))).toMatchObject([
      { level: 'error', place: 'action findTrips, parameter to-city' },
      { level: 'error', place: 'action findTrips, parameter max price' },
    ])
  })
})

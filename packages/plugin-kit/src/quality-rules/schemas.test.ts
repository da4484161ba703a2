import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Action } from '../define-action.ts'
import { createPluginWith } from './__fixtures__/trips.ts'
import { schemas } from './schemas.ts'

describe('schemas', () => {
  it('refuses an input that contains itself', () => {
    const folder = z.object({
      name: z.string(),
      get inside() {
        return z.array(folder).optional()
      },
    })
    expect(find({ route: 'POST /trips', input: folder })).toMatchObject([
      { level: 'error', message: expect.stringContaining('contains itself') },
    ])
  })

  it('refuses named parts that contain each other', () => {
    const trip = z
      .object({
        get stops() {
          return z.array(stop)
        },
      })
      .meta({ id: 'SchemasTestTrip' })
    const stop = z
      .object({
        get trips() {
          return z.array(trip)
        },
      })
      .meta({ id: 'SchemasTestStop' })
    expect(find({ output: z.object({ trip }), examples: [] })).toMatchObject([{ level: 'error', place: 'action findTrips, output' }])
  })

  it('takes a named part that is used twice', () => {
    const place = z.object({ city: z.string() }).meta({ id: 'SchemasTestPlace' })
    const input = z.object({ from: place, to: place })
    expect(find({ input, examples: [{ say: 'go', input: { from: { city: 'Rome' }, to: { city: 'Oslo' } } }] })).toEqual([])
  })

  it('refuses an object without properties in an input, and warns of one in an output', () => {
    const bag = z.object({ bag: z.record(z.string(), z.number()) })
    expect(find({ input: bag, output: bag, examples: [] })).toMatchObject([
      { level: 'error', place: 'action findTrips, input', message: expect.stringContaining('at bag') },
      { level: 'warning', place: 'action findTrips, output' },
    ])
  })

  it('refuses a schema that other validators do not compile', () => {
    const input = z.object({ to: z.string().meta({ format: 'postcode' }) })
    expect(find({ input, examples: [] })).toMatchObject([{ level: 'error', message: expect.stringContaining('compile') }])
  })

  it('refuses a word that JSON Schema does not know', () => {
    const input = z.object({ to: z.string().meta({ hint: 'A city.' }) })
    expect(find({ input, examples: [] })).toMatchObject([{ level: 'error', message: expect.stringContaining('"hint"') }])
  })

  it('refuses a JSON Schema that is narrower than the zod schema', () => {
    const input = z.object({ to: z.string().meta({ maxLength: 3 }) })
    expect(find({ input, examples: [{ say: 'to Rome', input: { to: 'Rome' } }] })).toMatchObject([
      { level: 'error', place: 'action findTrips, input', message: expect.stringContaining('must NOT have more than 3 characters') },
    ])
  })

  it('refuses an answer that its JSON Schema refuses', () => {
    const output = z.object({ price: z.string().meta({ type: 'number' }) })
    const examples = [{ say: 'price', input: { to: 'Rome' }, output: { price: '12' } }]
    expect(find({ output, examples })).toMatchObject([{ level: 'error', place: 'action findTrips, output' }])
  })

  it('refuses an answer that is not an object', () => {
    expect(find({ output: z.array(z.object({ to: z.string() })), examples: [] })).toMatchObject([
      { level: 'error', message: expect.stringContaining('not an object') },
    ])
  })
})

function find(overrides: Partial<Action>) {
  return schemas.find(createPluginWith(overrides))
}

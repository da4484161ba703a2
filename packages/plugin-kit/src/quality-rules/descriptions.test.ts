import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createPluginWith } from './__fixtures__/trips.ts'
import { descriptions } from './descriptions.ts'

describe('descriptions', () => {
  it('warns of an action above 200 characters and refuses one above 300', () => {
    expect(describeAction('x'.repeat(200))).toEqual([])
    expect(describeAction('x'.repeat(201))).toMatchObject([{ level: 'warning', place: 'action findTrips, description' }])
    expect(describeAction('x'.repeat(300))).toMatchObject([{ level: 'warning' }])
    expect(describeAction('x'.repeat(301))).toMatchObject([{ level: 'error', place: 'action findTrips, description' }])
  })

  it('refuses an action without a description', () => {
    expect(describeAction(' ')).toMatchObject([{ level: 'error', message: expect.stringContaining('no description') }])
  })

  it('refuses a title above 300 characters, which is the summary in OpenAPI', () => {
    const plugin = createPluginWith({ title: 'x'.repeat(301) })
    expect(descriptions.find(plugin)).toMatchObject([{ level: 'error', place: 'action findTrips, title' }])
  })

  it('warns of a parameter above 200 characters and refuses one above 700', () => {
    expect(describeParameter('x'.repeat(200))).toEqual([])
    expect(describeParameter('x'.repeat(201))).toMatchObject([{ level: 'warning', place: 'action findTrips, parameter to' }])
    expect(describeParameter('x'.repeat(700))).toMatchObject([{ level: 'warning' }])
    expect(describeParameter('x'.repeat(701))).toMatchObject([{ level: 'error', place: 'action findTrips, parameter to' }])
  })

  it('measures members of members too', () => {
    const input = z.object({ stops: z.array(z.object({ at: z.string().describe('x'.repeat(701)) })).describe('On the way.') })
    expect(descriptions.find(createPluginWith({ input }))).toMatchObject([
      { level: 'error', place: 'action findTrips, parameter stops.items.at' },
    ])
  })

  it('warns of a parameter without a description', () => {
    const input = z.object({ to: z.string(), limit: z.int().describe('How many.') })
    expect(descriptions.find(createPluginWith({ input }))).toEqual([
      { level: 'warning', place: 'action findTrips, parameter to', message: 'has no description' },
    ])
  })
})

function describeAction(description: string) {
  return descriptions.find(createPluginWith({ description }))
}

function describeParameter(description: string) {
  return descriptions.find(createPluginWith({ input: z.object({ to: z.string().describe(description) }) }))
}

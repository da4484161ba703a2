import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Example } from '../define-action.ts'
import { createAction, createPluginWith } from './__fixtures__/trips.ts'
import { examples } from './examples.ts'

const good = createAction().examples

describe('examples', () => {
  it('refuses five', () => {
    expect(find(good.slice(0, 5))).toMatchObject([{ level: 'error', message: expect.stringContaining('at least 6') }])
  })

  it('refuses an action none of whose examples has an output', () => {
    const withoutOutput = good.map(({ say, input }) => ({ say, input }))
    expect(find(withoutOutput)).toMatchObject([{ level: 'error', message: expect.stringContaining('no example with an output') }])
  })

  it('refuses an input that does not parse', () => {
    expect(find([...good, { say: 'go', input: { to: '' } }])).toMatchObject([{ level: 'error', place: 'action findTrips, example 7' }])
  })

  it('refuses an input with a member that the action does not take', () => {
    expect(find([...good, { say: 'go', input: { to: 'Rome', from: 'Oslo' } }])).toMatchObject([{ level: 'error' }])
  })

  it('refuses an output that is not valid', () => {
    const wrong = { say: 'go', input: { to: 'Rome' }, output: { trips: 'none' } }
    expect(find([...good, wrong])).toMatchObject([{ level: 'error', place: 'action findTrips, example 7' }])
  })

  it('refuses an output of 100,000 characters', () => {
    const output = z.object({ text: z.string() })
    const toExample = (length: number) => ({
      say: 'go',
      input: { to: 'Rome' },
      output: { text: 'x'.repeat(length - '{"text":""}'.length) },
    })
    const rest = good.slice(1)
    expect(examples.find(createPluginWith({ output, examples: [...rest, toExample(99_999)] }))).toEqual([])
    expect(examples.find(createPluginWith({ output, examples: [...rest, toExample(100_000)] }))).toMatchObject([{ level: 'error' }])
  })

  it('refuses sentences that are empty or said twice', () => {
    expect(find([...good, { say: ' ', input: { to: 'Rome' } }, { say: 'trips to Rome', input: { to: 'Rome' } }])).toMatchObject([
      { level: 'error', place: 'action findTrips, example 7' },
      { level: 'error', place: 'action findTrips, example 8' },
    ])
  })
})

function find(given: readonly Example[]) {
  return examples.find(createPluginWith({ examples: given }))
}

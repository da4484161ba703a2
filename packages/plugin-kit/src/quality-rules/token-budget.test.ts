import { describe, expect, it } from 'vitest'
import { createPlugin } from './__fixtures__/trips.ts'
import { tokenBudget } from './token-budget.ts'

describe('tokenBudget', () => {
  it('warns of a plugin that costs more than 1,000 tokens', async () => {
    expect(await find(900)).toEqual([])
    expect(await find(1_001)).toMatchObject([{ level: 'warning', place: 'the compact description' }])
  })

  it('refuses one that costs more than 2,500', async () => {
    expect(await find(2_400)).toMatchObject([{ level: 'warning' }])
    expect(await find(2_501)).toMatchObject([{ level: 'error', place: 'the compact description' }])
  })
})

/** Each word is one token. */
function find(words: number) {
  return tokenBudget.find(createPlugin({ description: ' trip'.repeat(words) }))
}

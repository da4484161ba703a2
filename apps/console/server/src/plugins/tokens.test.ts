import { countTokens as countWhole } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { countTokens } from './tokens.ts'

describe('countTokens', () => {
  it('counts as the models do', async () => {
    const text = 'Plugin for keeping a list. Get the list, add to it.\n// <|endoftext|> 你好 👩‍👧\n'
    expect(await countTokens('')).toBe(0)
    for (const count of [1, 100]) {
      const whole = countWhole(text.repeat(count), { disallowedSpecial: new Set() })
      expect(Math.abs((await countTokens(text.repeat(count))) - whole)).toBeLessThanOrEqual(whole / 100)
    }
  })

  it('counts what has no end of a word in it', async () => {
    expect(await countTokens('x'.repeat(300_000))).toBeGreaterThan(10_000)
    expect(await countTokens('😀'.repeat(50_000))).toBeGreaterThan(10_000)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance, mayBeNear, toLetterBits } from './edit-distance.ts'

describe('editDistance', () => {
  it('counts insertions, deletions, replacements and swaps', () => {
    expect(editDistance('paris', 'paris', 2)).toBe(0)
    expect(editDistance('pars', 'paris', 2)).toBe(1)
    expect(editDistance('frankfrut', 'frankfurt', 2)).toBe(1)
    expect(editDistance('lodnno', 'london', 2)).toBe(2)
  })

  it('stops counting above the limit', () => {
    expect(editDistance('paris', 'tokyo', 2)).toBe(3)
    expect(editDistance('a', 'abcdef', 2)).toBe(3)
  })
})

describe('mayBeNear', () => {
  it('never leaves out a word that is near', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', ' '), maxLength: 8 })
    fc.assert(
      fc.property(word, word, (left, right) => {
        const isNear = editDistance(left, right, 2) <= 2
        expect(isNear && !mayBeNear(toLetterBits(left), toLetterBits(right), 2)).toBe(false)
      }),
    )
  })
})

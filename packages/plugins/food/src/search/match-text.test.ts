import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createScorer, toQueryWords, toWords } from './match-text.ts'
import { isTypoOf } from './typo.ts'

function score(query: string, text: string): number {
  return createScorer(toQueryWords(query))([{ words: toWords(text), weight: 10 }])
}

describe('createScorer', () => {
  it('forgives accents, case, plurals and typing errors', () => {
    expect(score('creme brulee', 'Crème brûlée')).toBeGreaterThan(0)
    expect(score('PHO', 'Phở bò')).toBeGreaterThan(0)
    expect(score('tacos', 'Taco')).toBeGreaterThan(0)
    expect(score('margarita', 'Margherita')).toBeGreaterThan(0)
    expect(score('tirmaisu', 'Tiramisù')).toBeGreaterThan(0)
  })

  it('puts the exact word before a prefix, and that before a typing error', () => {
    expect(score('ramen', 'Ramen')).toBeGreaterThan(score('rame', 'Ramen'))
    expect(score('rame', 'Ramen')).toBeGreaterThan(score('ramne', 'Ramen'))
  })

  it('wants every telling word, and lets the others go', () => {
    expect(score('vegan burger', 'Beef burger')).toBe(0)
    expect(score('a burger with beef', 'Beef burger')).toBeGreaterThan(0)
  })

  it('does not guess at short words', () => {
    expect(score('pie', 'Pho')).toBe(0)
    expect(score('soba', 'Soda')).toBeGreaterThan(0)
  })
})

describe('isTypoOf', () => {
  it('is the same both ways', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (left, right) => isTypoOf(left, right) === isTypoOf(right, left)))
  })

  it('forgives any one letter left out of a word of six or more', () => {
    const word = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 6, maxLength: 12 })
    fc.assert(fc.property(word, fc.nat({ max: 5 }), (letters, index) => isTypoOf(letters.join(''), letters.toSpliced(index, 1).join(''))))
  })
})

import { describe, expect, it } from 'vitest'
import { findInvisible, findInvisibleWithin } from './invisible-text.ts'

describe('findInvisible', () => {
  it.each([
    ['Get\u200Bit', 'U+200B'],
    ['\u202Egnihton', 'U+202E'],
    ['a\u200Db', 'U+200D'],
    ['می\u200C\u200C\u200Dخواهم', 'U+200C'],
    ['😀\u{E0101}\u{E0102}', 'U+E0101'],
    ['☎\uFE0E\uFE0E', 'U+FE0E'],
    ['a\uFE0F', 'U+FE0F'],
    ['\u{E0041}', 'U+E0041'],
    ['\uD800', 'U+D800'],
  ])('finds what nobody sees in %j', (text, found) => {
    expect(findInvisible(text)).toBe(found)
  })

  it.each(['می\u200Cخواهم', 'क्\u200Dष', '👩\u200D👩\u200D👧 ❤️ 1️⃣', '☎\uFE0E', '葛\u{E0100}', 'two\n\tlines', 'Grüße, 你好'])(
    'leaves alone what is written like that: %s',
    (text) => {
      expect(findInvisible(text)).toBeUndefined()
    },
  )
})

describe('findInvisibleWithin', () => {
  it('looks into names, values and depths, and not into patterns', () => {
    expect(findInvisibleWithin({ properties: { a: { enum: ['x', 'y\u200B'] } } })).toBe('U+200B')
    expect(findInvisibleWithin({ properties: { 'a\u200B': {} } })).toBe('U+200B')
    expect(findInvisibleWithin({ items: { properties: { b: { description: 'c\u2060' } } } })).toBe('U+2060')
    expect(findInvisibleWithin({ properties: { a: { pattern: '^[^\u0000]+$', minimum: 1, default: null } } })).toBeUndefined()
  })
})

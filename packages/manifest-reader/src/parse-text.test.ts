import { describe, expect, it } from 'vitest'
import { parseText } from './parse-text.ts'

describe('parseText', () => {
  it('says what is wrong with text that is no document', () => {
    expect(() => parseText('')).toThrow('empty')
    expect(() => parseText('<!doctype html><p>404')).toThrow('web page')
    expect(() => parseText('a: [1\nb: }')).toThrow('neither JSON nor YAML')
    expect(() => parseText('a: 1\nb:\n  c: 2\n  c: 3')).toThrow('has the key "c" twice')
    expect(() => parseText(Buffer.from('\uFEFF{"a":1}', 'utf16le').toString('utf8'))).toThrow('Save it as UTF-8')
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(10)}]`),
    ]
    expect(() => parseText(bomb.join('\n'))).toThrow('aliases')
  })

  it.each([200, 100_000])('refuses %i levels', (levels) => {
    expect(() => parseText('['.repeat(levels) + ']'.repeat(levels))).toThrow('levels deep')
    expect(() => parseText(`a: ${'['.repeat(levels)}${']'.repeat(levels)}`)).toThrow('levels deep')
  })

  it('tells who wrote JSON what is wrong with it as JSON', () => {
    expect(() => parseText('{"openapi": "3.1.0", ')).toThrow(/JSON at position \d+/)
    expect(parseText('{"a": 1,}')).toEqual({ a: 1 })
  })

  it('puts in what merge keys name', () => {
    expect(parseText('a: &a { x: 1, y: 2 }\nb:\n  <<: *a\n  y: 3')).toEqual({ a: { x: 1, y: 2 }, b: { x: 1, y: 3 } })
  })

  it('reads many keys in one place', () => {
    const keys = Array.from({ length: 40_000 }, (_, index) => `key${index}: ${index}`)
    expect(Object.keys(parseText(keys.join('\n')) as object)).toHaveLength(40_000)
  })
})

import { describe, expect, it } from 'vitest'
import { toInput } from './to-input.ts'

describe('toInput', () => {
  it('puts named parts in their place', () => {
    const $defs = { Place: { type: 'object', properties: { city: { type: 'string' } } } }
    expect(toInput({ type: 'object', $defs, properties: { to: { $ref: '#/$defs/Place' } }, required: ['to'] })).toEqual({
      type: 'object',
      properties: { to: $defs.Place },
      required: ['to'],
    })
  })

  it('joins what stands at the root', () => {
    const a = { type: 'object', properties: { a: {}, c: {} }, required: ['a', 'c'] }
    const b = { type: 'object', properties: { b: {}, c: {} }, required: ['b', 'c'] }
    expect(toInput({ allOf: [a, b] })).toEqual({ type: 'object', properties: { a: {}, b: {}, c: {} }, required: ['a', 'c', 'b'] })
    expect(toInput({ anyOf: [a, b], properties: { d: {} }, required: ['d'] })).toEqual({
      type: 'object',
      properties: { a: {}, b: {}, c: {}, d: {} },
      required: ['d', 'c'],
    })
  })

  it('takes anything for an object', () => {
    const nothing = { type: 'object', properties: {}, required: [] }
    for (const schema of [undefined, null, [], { properties: [], required: 'a' }]) expect(toInput(schema)).toEqual(nothing)
  })
})

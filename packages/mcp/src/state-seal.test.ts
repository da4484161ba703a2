import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createStateSeal } from './state-seal.ts'

const key = randomBytes(32)

describe('createStateSeal', () => {
  const seal = createStateSeal({ key, lifetime: 60_000 })

  it('opens what it sealed, for the same binding', () => {
    expect(seal.open(seal.seal({ step: 2 }, 'ada book'), 'ada book')).toEqual({ step: 2 })
  })

  it('opens nothing else', () => {
    const text = seal.seal({ step: 2 }, 'ada book')
    expect(seal.open(text, 'bob book')).toBeUndefined()
    expect(seal.open(`${text}x`, 'ada book')).toBeUndefined()
    expect(seal.open(text.replace(/^./, 'f'), 'ada book')).toBeUndefined()
    expect(createStateSeal({ key: randomBytes(32), lifetime: 60_000 }).open(text, 'ada book')).toBeUndefined()
    expect(seal.open('', '')).toBeUndefined()
    expect(seal.open('{}', 'ada book')).toBeUndefined()
  })

  it('opens nothing that is too old', () => {
    const late = createStateSeal({ key, lifetime: -1 })
    expect(late.open(late.seal(1, ''), '')).toBeUndefined()
  })
})

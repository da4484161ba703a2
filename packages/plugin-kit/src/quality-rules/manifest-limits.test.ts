import { describe, expect, it } from 'vitest'
import type { Plugin } from '../define-plugin.ts'
import { createPlugin } from './__fixtures__/trips.ts'
import { manifestLimits } from './manifest-limits.ts'

describe('manifestLimits', () => {
  it('lets texts be as long as hosts take', () => {
    expect(find({ title: 'x'.repeat(20), summary: 'x'.repeat(100), description: 'x'.repeat(8_000) })).toEqual([])
  })

  it('refuses a longer name, title, summary or description', () => {
    const long = { name: 'x'.repeat(51), title: 'x'.repeat(21), summary: 'x'.repeat(101), description: 'x'.repeat(8_001) }
    expect(find(long)).toEqual([
      { level: 'error', place: 'name', message: 'has 51 characters; hosts take at most 50' },
      { level: 'error', place: 'title', message: 'has 21 characters; hosts take at most 20' },
      { level: 'error', place: 'summary', message: 'has 101 characters; hosts take at most 100' },
      { level: 'error', place: 'description', message: 'has 8001 characters; hosts take at most 8000' },
    ])
  })

  it('refuses an empty text', () => {
    expect(find({ summary: ' ' })).toMatchObject([{ level: 'error', place: 'summary', message: expect.stringContaining('is empty') }])
  })
})

function find(overrides: Partial<Plugin>) {
  return manifestLimits.find(createPlugin(overrides))
}

import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Plugin } from '../define-plugin.ts'
import { createPlugin, createPluginWith } from './__fixtures__/trips.ts'
import { invisibleText } from './invisible-text.ts'

describe('invisibleText', () => {
  it('refuses a zero-width space and names it', () => {
    expect(find({ title: 'Tr\u200bips' })).toMatchObject([{ level: 'error', place: 'title', message: expect.stringContaining('U+200B') }])
  })

  it('refuses text in tag characters', () => {
    expect(find({ description: 'Plugin for trips.\u{e0069}\u{e0067}' })).toMatchObject([{ place: 'description' }])
  })

  it('refuses what turns the direction of writing', () => {
    expect(find({ summary: 'Finds \u202espirt.' })).toMatchObject([{ place: 'summary' }])
  })

  it('refuses hidden variation selectors, control characters and lone surrogates', () => {
    expect(find({ legal: { terms: ['a\ufe01', 'b\u0000', 'c\ud800'] } })).toHaveLength(3)
  })

  it('looks into descriptions, examples and schemas of actions', () => {
    expect(findInAction({ description: 'Find\u00ad trips.' })).toMatchObject([{ place: 'action findTrips' }])
    expect(findInAction({ examples: [{ say: 'trips\u2060', input: {} }] })).toMatchObject([{ place: 'action findTrips' }])
    expect(findInAction({ input: z.object({ to: z.enum(['a', 'b\u3164']) }) })).toMatchObject([{ place: 'action findTrips' }])
    expect(findInAction({ output: z.object({ trips: z.string().describe('x\u180e') }) })).toMatchObject([{ place: 'action findTrips' }])
  })

  it('lets emoji, all scripts and line feeds be', () => {
    expect(find({ title: 'Trips ✈️ 👩‍✈️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇩🇪', description: 'Plugin for 旅行, सफ़र, سفر.\nAnd more.' })).toEqual([])
  })
})

function find(overrides: Partial<Plugin>) {
  return invisibleText.find(createPlugin(overrides))
}

function findInAction(overrides: Parameters<typeof createPluginWith>[0]) {
  return invisibleText.find(createPluginWith(overrides))
}

import { describe, expect, it } from 'vitest'
import type { ModelMessage } from '../models/model-client.ts'
import { countTokens } from '../plugins/tokens.ts'
import { fitWindow } from './fit-window.ts'

const words = (count: number) => 'word '.repeat(count)
const turn = (answers: number): ModelMessage[] => [
  { role: 'system', text: 'Help.' },
  { role: 'user', text: 'Look at all of them.' },
  { role: 'assistant', text: '', calls: [], candidates: [] },
  ...Array.from({ length: answers }, (_, index): ModelMessage => ({ role: 'tool', callId: `call-${index}`, text: words(3000) })),
]

describe('what fits into the window', () => {
  it('is all of it, where there is room', async () => {
    const messages = turn(2)
    expect(await fitWindow(messages, { window: 20_000, taken: 500 })).toEqual({ messages, left: 0, cut: 0 })
  })

  it('is a part of each answer of one turn, beside what is sent with the messages', async () => {
    const { messages, left, cut } = await fitWindow(turn(6), { window: 4000, taken: 700 })
    const sizes = await Promise.all(messages.map(({ text }) => countTokens(text)))
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(4000 * 0.8 - 700)
    expect({ left, cut, roles: messages.map(({ role }) => role) }).toEqual({ left: 0, cut: 6, roles: turn(6).map(({ role }) => role) })
    expect(Math.min(...sizes.slice(3))).toBeGreaterThan(100)
  })

  it('is nothing of what a person says that is too long by itself', async () => {
    const messages: ModelMessage[] = [{ role: 'user', text: words(5000) }]
    await expect(fitWindow(messages, { window: 4000, taken: 0 })).rejects.toMatchObject({ code: 'payload_too_large' })
  })
})

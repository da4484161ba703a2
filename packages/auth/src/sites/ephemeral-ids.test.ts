import { describe, expect, it } from 'vitest'
import { createSecret } from '../secret.ts'
import { createEphemeralIds } from './ephemeral-ids.ts'

const ids = createEphemeralIds(createSecret('wR7kq2VvJ0mZbT9cXnL4sYd8hFgA3eUi'))

describe('ids of people for a day', () => {
  it('stay for a day, and say nothing of the next', () => {
    const at = (time: string) => ids.of('ada', new Date(time))
    expect(at('2027-03-01T00:00:00Z')).toBe(at('2027-03-01T23:59:59Z'))
    expect(at('2027-03-01T23:59:59Z')).not.toBe(at('2027-03-02T00:00:00Z'))
    expect(at('2027-03-01T00:00:00Z')).not.toBe(ids.of('bob', new Date('2027-03-01T00:00:00Z')))
    expect(at('2027-03-01T00:00:00Z')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('are known as made here; none is that was made up, or made with another secret', () => {
    const id = ids.of('ada')
    expect(ids.isOurs(id)).toBe(true)
    const others = createEphemeralIds(createSecret('another-secret-of-32-characters-xx'))
    const wrong = [
      others.of('ada'),
      crypto.randomUUID(),
      id.slice(0, -1),
      `${id}0`,
      id.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      '',
    ]
    expect(wrong.map(ids.isOurs)).toEqual(wrong.map(() => false))
  })
})

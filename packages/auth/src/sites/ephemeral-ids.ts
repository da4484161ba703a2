import { createHmac } from 'node:crypto'
import type { Secret } from '../secret.ts'

/**
 * What plugins know a person of the console by, for a day: they can count and limit, but not follow. Changes at 00:00 UTC. The second half of
 * an id proves that it was made here, so that a gateway can tell people apart who all call from the console's address.
 */
export interface EphemeralIds {
  of(userId: string, now?: Date): string
  isOurs(id: string): boolean
}

/** Hexadecimal digits of each half; version and variant stand between (RFC 9562 §5.4). */
const half = 15

export function createEphemeralIds(secret: Secret): EphemeralIds {
  const key = secret.derive('console ephemeral ids')
  const mac = (text: string) => createHmac('sha256', key).update(text).digest('hex').slice(0, half)
  const prove = (person: string) => mac(`made here ${person}`)
  return {
    of(userId, now = new Date()) {
      const person = mac(`${now.toISOString().slice(0, 10)} ${userId}`)
      const hex = person + prove(person)
      return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(12, 15)}`, `a${hex.slice(15, 18)}`, hex.slice(18)].join('-')
    },
    isOurs(id) {
      const found = /^([0-9a-f]{8})-([0-9a-f]{4})-4([0-9a-f]{3})-a([0-9a-f]{3})-([0-9a-f]{12})$/.exec(id)
      return found !== null && prove(found.slice(1, 4).join('')) === found.slice(4).join('')
    },
  }
}

import type { Secret } from '@patchbay/auth'
import { createHmac } from 'node:crypto'

/** What plugins know a person by, for a day: they can count and limit, but not follow. Changes at 00:00 UTC. */
export interface EphemeralIds {
  of(userId: string, now?: Date): string
}

export function createEphemeralIds(secret: Secret): EphemeralIds {
  const key = secret.derive('console ephemeral ids')
  return {
    of(userId, now = new Date()) {
      const bytes = createHmac('sha256', key)
        .update(`${now.toISOString().slice(0, 10)} ${userId}`)
        .digest()
      const hex = bytes.toString('hex')
      return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
    },
  }
}

import { createHmac } from 'node:crypto'

/**
 * How refresh tokens follow each other. The successor of a token is made from the token itself, so a client that sends the same
 * refresh twice (a double click, an answer that was lost) gets the same successor twice: there is never more than one that lives.
 * Once the successor was used, or after ten minutes, the old token is a replay and ends the whole family.
 */
export interface RefreshRotation {
  toSuccessor(token: string): string
  isRecent(consumedAt: Date): boolean
}

const patience = 10 * 60 * 1000

export function createRefreshRotation(key: Buffer): RefreshRotation {
  return {
    toSuccessor: (token) => createHmac('sha256', key).update(token).digest('base64url'),
    isRecent: (consumedAt) => Date.now() - consumedAt.getTime() < patience,
  }
}

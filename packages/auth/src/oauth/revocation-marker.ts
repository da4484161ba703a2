import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Access tokens are JWTs, which the authorization server does not store and so can't look up to revoke. A verified one is handed to it
 * under a name that only we can make, which stands for the token's grant.
 */
export interface RevocationMarker {
  create(grantId: string, clientId: string): string
  read(text: string): { grantId: string; clientId: string } | undefined
}

export function createRevocationMarker(key: Buffer): RevocationMarker {
  const sign = (body: string) => createHmac('sha256', key).update(body).digest('base64url')
  return {
    create(grantId, clientId) {
      const body = Buffer.from(JSON.stringify({ grantId, clientId })).toString('base64url')
      return `revoke~${body}~${sign(body)}`
    },
    read(text) {
      const [head, body = '', signature = ''] = text.split('~')
      const [sent, right] = [Buffer.from(signature), Buffer.from(sign(body))]
      if (head !== 'revoke' || sent.length !== right.length || !timingSafeEqual(sent, right)) return undefined
      return JSON.parse(Buffer.from(body, 'base64url').toString()) as { grantId: string; clientId: string }
    },
  }
}

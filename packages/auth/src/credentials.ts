import { hash } from 'node:crypto'
import type { Keys } from './keys.ts'
import { toKeyPrincipal, type Principal } from './principal.ts'
import type { Tokens } from './tokens.ts'

/** Verifies bearer credentials, keys and access tokens, and remembers the good ones for a while. */
export interface Credentials {
  /** The principal if this very credential was verified a moment ago: the fast path, without a promise. */
  recall(credential: string): Principal | undefined
  /** Undefined when the credential is not valid. */
  verify(credential: string): Promise<Principal | undefined>
}

/** How long a verified credential is trusted without asking again; a revoked one stops working within this time. */
const trustedFor = 30_000

const mostRemembered = 10_000

export function createCredentials(keys: Keys, tokens: Tokens): Credentials {
  // Keyed by digest, so that neither a heap dump nor the timing of a look-up gives a credential away.
  const remembered = new Map<string, { principal: Principal; until: number }>()

  return {
    recall(credential) {
      const found = remembered.get(toDigest(credential))
      return found && found.until > Date.now() ? found.principal : undefined
    },

    async verify(credential) {
      const until = Date.now() + trustedFor
      const verified = credential.startsWith('pb_') ? await verifyKey(keys, credential) : await tokens.verify(credential)
      if (!verified) return undefined
      if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value!)
      remembered.set(toDigest(credential), {
        principal: verified.principal,
        until: Math.min(until, verified.expiresAt?.getTime() ?? until),
      })
      return verified.principal
    },
  }
}

async function verifyKey(keys: Keys, text: string): Promise<{ principal: Principal; expiresAt: Date | null } | undefined> {
  const key = await keys.verify(text)
  return key && { principal: toKeyPrincipal(key), expiresAt: key.expiresAt }
}

function toDigest(credential: string): string {
  return hash('sha256', credential, 'base64')
}

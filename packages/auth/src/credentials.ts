import { hash } from 'node:crypto'
import type { Keys } from './keys.ts'
import { toKeyPrincipal, type Principal } from './principal.ts'
import type { Tokens } from './tokens.ts'

/** Verifies bearer credentials, keys and access tokens, and remembers the good ones for a while. */
export interface Credentials {
  /** The principal if this very credential was verified a moment ago: the fast path, without a promise. */
  recall(credential: string): Principal | undefined
  /**
   * Undefined when the credential is not valid. Requests that come with it at the same time share one question.
   *
   * @param beforeAsking may refuse, by throwing, to have it looked up
   */
  verify(credential: string, beforeAsking?: () => Promise<void>): Promise<Principal | undefined>
}

/** How long a verified credential is trusted without asking again; a revoked one stops working within this time. */
const trustedFor = 30_000

const mostRemembered = 10_000

export function createCredentials(keys: Keys, tokens: Tokens): Credentials {
  // Keyed by digest, so that neither a heap dump nor the timing of a look-up gives a credential away.
  const remembered = new Map<string, { principal: Principal; until: number }>()

  const asked = new Map<string, Promise<Principal | undefined>>()

  const ask = async (credential: string, digest: string): Promise<Principal | undefined> => {
    const until = Date.now() + trustedFor
    const verified = credential.startsWith('pb_') ? await verifyKey(keys, credential) : await tokens.verify(credential)
    if (!verified) return undefined
    const { principal, expiresAt } = verified
    if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value!)
    remembered.set(digest, { principal, until: Math.min(until, expiresAt?.getTime() ?? until) })
    return principal
  }

  return {
    recall(credential) {
      const found = remembered.get(toDigest(credential))
      return found && found.until > Date.now() ? found.principal : undefined
    },

    verify(credential, beforeAsking) {
      const digest = toDigest(credential)
      const known = asked.get(digest)
      if (known) return known
      const asking = (async () => {
        await beforeAsking?.()
        return ask(credential, digest)
      })().finally(() => asked.delete(digest))
      asked.set(digest, asking)
      return asking
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

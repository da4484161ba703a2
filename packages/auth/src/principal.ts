import type { Client, User } from '@patchbay/plugin-kit'
import type { KeyRecord } from './keys.ts'

/** Who sends a call, after the credential was checked. Immutable: one object serves many calls. */
export interface Principal {
  kind: 'anonymous' | 'service' | 'user'
  client: Client
  user: User | undefined
  scopes: readonly string[]
  /** The plugins the credential opens; null for every one. */
  plugins: ReadonlySet<string> | null
}

export function toKeyPrincipal(key: KeyRecord): Principal {
  return {
    kind: key.kind,
    client: { id: `key_${key.id}`, kind: 'key' },
    user: key.user,
    scopes: [],
    plugins: key.plugins && new Set(key.plugins),
  }
}

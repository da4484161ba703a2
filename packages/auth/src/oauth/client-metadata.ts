import { errors, type ClientMetadata, type KoaContextWithOIDC } from 'oidc-provider'
import { isLoopbackRedirect, isRegistrableRedirect } from './redirect-rules.ts'

/** Members of a client that are Patchbay's own. Nobody can register with them: they are set by the operator or here. */
export const ownMembers = ['plugin', 'chatgpt', 'registered', 'console'] as const

/** Checks what a client that registers itself says, and remembers that it did (RFC 7591 §3.2.2). */
export function createMetadataValidator(redirectHosts: readonly string[]) {
  return (ctx: KoaContextWithOIDC | undefined, key: string, value: unknown, metadata: ClientMetadata): void => {
    if (ctx?.oidc.route !== 'registration') return
    if (value !== undefined) throw new errors.InvalidClientMetadata(`${key} can't be chosen by the client`)
    if (key !== 'registered') return
    const redirects = Array.isArray(metadata.redirect_uris) ? metadata.redirect_uris.map(String) : []
    const refused = redirects.find((uri) => !isRegistrableRedirect(uri, redirectHosts))
    if (refused !== undefined) {
      throw new errors.InvalidRedirectUri(`redirect_uris: ${refused} is not at a host that may register itself; ask the operator`)
    }
    metadata['registered'] = true
    // Scopes are a plugin's, and clients that register themselves are not bound to one.
    delete metadata.scope
    if (redirects.length > 0 && redirects.every(isLoopbackRedirect)) metadata.application_type = 'native'
  }
}

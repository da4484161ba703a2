import type { Secret } from '@patchbay/auth'
import type { Installs, PluginToken } from './installs.ts'
import type { OAuthFlow } from './oauth/oauth-flow.ts'
import type { StoredPlugin } from './plugin-store.ts'
import { toAuthKind } from './to-inspection.ts'

/** What a person's calls of a plugin carry. It goes to the plugin and nowhere else. */
export interface TokenFinder {
  find(userId: string, plugin: StoredPlugin): Promise<PluginToken | undefined>
}

export function createTokenFinder({ secret, installs, flow }: { secret: Secret; installs: Installs; flow: OAuthFlow }): TokenFinder {
  return {
    async find(userId, plugin) {
      const kind = toAuthKind(plugin.definition)
      if (kind === 'oauth') return flow.findToken(userId, plugin)
      if (kind === 'user') return installs.readToken(userId, plugin.id)
      if (kind !== 'service' || !plugin.sealedServiceToken) return undefined
      return { accessToken: secret.open(plugin.sealedServiceToken), scheme: toScheme(plugin) }
    },
  }
}

/** How a token is sent, as the manifest says. */
export function toScheme({ definition: { auth } }: Pick<StoredPlugin, 'definition'>): string {
  return 'scheme' in auth && auth.scheme === 'basic' ? 'Basic' : 'Bearer'
}

import { toAuthKind } from '../plugins/to-inspection.ts'
import type { PluginToken } from '../plugins/installs.ts'
import type { StoredPlugin } from '../plugins/plugin-store.ts'
import type { CallOptions } from './call-options.ts'
import { findToken } from './find-token.ts'
import type { SentCall } from './send-call.ts'

export interface SignedCall<Sent> {
  plugin: StoredPlugin
  token: PluginToken | undefined
  send: (token: PluginToken | undefined) => Promise<Sent>
}

/** Sends a call. When the plugin refuses the person's token, once more with a new one, if that can be had; else says what to do. */
export async function sendSigned<Sent extends SentCall>(options: CallOptions, { plugin, token, send }: SignedCall<Sent>): Promise<Sent> {
  const sent = await send(token)
  if (!sent.isRefused || !token) return sent
  const fresh = toAuthKind(plugin.definition) === 'oauth' ? await renew(options, plugin, token) : undefined
  if (typeof fresh === 'string') return { ...sent, problem: fresh }
  const last = fresh ? await send(fresh) : sent
  return last.isRefused ? { ...last, problem: toAdvice(plugin) } : last
}

/** A refused token counts as over, unless another call has had it anew in the meantime. */
async function renew(options: CallOptions, plugin: StoredPlugin, refused: PluginToken): Promise<PluginToken | string | undefined> {
  const { installs, run } = options
  const stored = await installs.readToken(run.userId, plugin.id)
  if (stored?.accessToken === refused.accessToken) await installs.setToken(run.userId, plugin.id, { ...stored, expiresAt: 0 })
  return findToken(options, plugin)
}

function toAdvice({ definition }: StoredPlugin): string {
  const kind = toAuthKind(definition)
  if (kind === 'service') return `${definition.title} refuses its token. Who registered it has to enter another one.`
  if (kind === 'user') return `${definition.title} refuses your token. Take the plugin off, install it again and enter another one.`
  return `${definition.title} refuses your sign-in. Sign in to it again.`
}

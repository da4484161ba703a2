import type { Secret } from '@patchbay/auth'
import type { Config } from '@patchbay/config'
import type { HostedPlugin } from '@patchbay/plugin-host'
import { usualTimeout } from '../calls/perform-action.ts'
import { createForwarder, type Forwarder } from './forwarder.ts'
import { createHops, type Hops } from './hops.ts'

/** What this gateway and others have to do with each other. */
export interface Forwarding {
  hops: Hops
  /** By plugin: the gateways that serve it instead of this one. */
  forwarders: ReadonlyMap<string, Forwarder>
  end(): void
}

/** Milliseconds that an answer may take beside the time of the action: the way there and back. */
export const allowance = 1_000

/** @throws Error when a plugin that is named does not exist */
export function createForwarding(
  services: Config['pluginServices'],
  { plugins, secret }: { plugins: readonly HostedPlugin[]; secret: Secret },
): Forwarding {
  const hops = createHops(secret)
  const entries = Object.entries(services).map(([name, service]) => {
    const hosted = plugins.find((plugin) => plugin.name === name)
    if (!hosted) throw new Error(`PLUGIN_SERVICES names ${name}, but there are only: ${plugins.map((plugin) => plugin.name).join(', ')}`)
    return [name, createForwarder({ name, service, timeout: toLongest(hosted) + allowance, hops })] as const
  })
  const forwarders = new Map(entries)
  return {
    hops,
    forwarders,
    end() {
      for (const forwarder of forwarders.values()) forwarder.close()
    },
  }
}

function toLongest(hosted: HostedPlugin): number {
  return hosted.status === 'ready' ? Math.max(usualTimeout, ...hosted.plugin.actions.map(({ timeout = 0 }) => timeout)) : usualTimeout
}

import type { Logger } from '@patchbay/log'
import type { SafeRequest } from '@patchbay/safe-fetch'
import { z } from 'zod'
import type { PluginStore } from './plugin-store.ts'
import { readPlugin } from './read-plugin.ts'
import { toInspection } from './to-inspection.ts'

export interface OwnPlugins {
  /** Reads what this Patchbay serves, at most once a minute. What can't be read stays as it was. */
  refresh(): Promise<void>
}

export interface OwnPluginsOptions {
  /** `https://example.com` */
  platform: URL
  request: SafeRequest
  plugins: PluginStore
  window: number
  log: Logger
}

const pluginSchema = z.object({
  name: z.string(),
  status: z.string(),
  url: z.url(),
  mcp: z.url(),
  widgets: z.record(z.string(), z.string()).default({}),
})
const listSchema = z.object({ plugins: z.array(pluginSchema) })
const freshFor = 60_000

/** Plugins of this Patchbay, from its list of plugins. */
export function createOwnPlugins({ platform, request, plugins, window, log }: OwnPluginsOptions): OwnPlugins {
  let at = Number.NEGATIVE_INFINITY
  let running: Promise<void> | undefined

  const load = async () => {
    const answer = await request({ url: new URL('/plugins.json', platform), origin: 'typed', timeout: 10_000, maxBytes: 1_000_000 })
    const list = listSchema.parse(JSON.parse(answer.body.toString()))
    for (const plugin of list.plugins) if (plugin.status === 'ready') await save(plugin)
    at = performance.now()
  }
  const save = async ({ url, mcp, widgets }: z.infer<typeof pluginSchema>) => {
    const read = await readPlugin(request, url)
    if (!read.definition) return log.warn({ url, findings: read.findings.length }, 'own plugin not readable')
    for (const action of read.definition.actions) {
      const uri = widgets[action.name]
      if (uri !== undefined) action.widget = { server: mcp, uri }
    }
    await plugins.save(null, await toInspection(read, window), read.definition)
  }

  return {
    async refresh() {
      if (performance.now() - at < freshFor) return
      running ??= load()
        .catch((err: unknown) => log.warn({ err }, 'own plugins not read'))
        .finally(() => {
          running = undefined
        })
      await running
    },
  }
}

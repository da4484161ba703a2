import type { Audit, Usage } from '@patchbay/auth'
import type { Config } from '@patchbay/config'
import type { HostedPlugin, WatchedSwitches } from '@patchbay/plugin-host'
import { AppError, authOf, html, type Html } from '@patchbay/plugin-kit'
import { toText } from '../../oauth/read-form.ts'
import type { AdminCall, AdminPage } from '../admin-page.ts'
import { toButton, toTable } from './parts.ts'
import { findReadyServices } from './service-health.ts'

export interface PluginsPageOptions {
  plugins: readonly HostedPlugin[]
  toOrigin: (name: string) => string
  switches: WatchedSwitches
  config: Pick<Config, 'pluginServices'>
  usage: Usage
  audit: Audit
}

const path = '/'

/** What is served, how it fares, and the switch of each. */
export function createPluginsPage(options: PluginsPageOptions): AdminPage {
  return {
    path,
    title: 'Plugins',
    show: (call) => show(call, options),
    actions: { on: toSwitch(true, options), off: toSwitch(false, options) },
  }
}

async function show({ csrf }: AdminCall, options: PluginsPageOptions): Promise<Html> {
  const [counts, ready] = await Promise.all([readCounts(options.usage), findReadyServices(options.config.pluginServices)])
  const rows = options.plugins.map((hosted) => {
    const { today = 0, failures = 0 } = counts.get(hosted.name) ?? {}
    return [
      toName(hosted, options),
      hosted.version,
      toState(hosted, ready, options),
      toActions(hosted),
      today,
      failures,
      toSwitchButton(hosted.name, csrf, options),
    ]
  })
  const columns = [
    'Plugin',
    'Version',
    'State',
    'Actions',
    { title: 'Calls today', isNumber: true },
    { title: 'Failed', isNumber: true },
    'Switch',
  ]
  return html`${toTable(columns, rows)}
<p class="quiet">A plugin that is switched off answers 503 on its host, and is neither on the page of the domain nor among its MCP tools. Every gateway
follows within seconds. Jobs that were accepted before still run. Calls are counted every ten seconds; failed are those that were our fault.</p>`
}

async function readCounts(usage: Usage): Promise<Map<string, { today: number; failures: number }>> {
  const counts = new Map<string, { today: number; failures: number }>()
  for (const { plugin, today, failures } of await usage.list({ days: 1, limit: 10_000 })) {
    const sum = counts.get(plugin) ?? { today: 0, failures: 0 }
    counts.set(plugin, { today: sum.today + today, failures: sum.failures + failures })
  }
  return counts
}

function toName(hosted: HostedPlugin, { toOrigin }: PluginsPageOptions): Html {
  const title = hosted.status === 'ready' ? hosted.plugin.title : hosted.name
  return html`<a href="${toOrigin(hosted.name)}/">${title}</a><br><code>${hosted.name}</code>`
}

function toState({ name, status }: HostedPlugin, ready: ReadonlySet<string>, { switches, config }: PluginsPageOptions): Html {
  if (!switches.isOn(name)) return html`<span class="off">switched off</span>`
  const service = config.pluginServices[name]
  if (service && !ready.has(name))
    return html`<span class="bad">away</span><br><span class="quiet">its gateway, <code>${service}</code>, is not ready</span>`
  if (service) return html`serves<br><span class="quiet">by its own gateway, <code>${service}</code></span>`
  if (status === 'ready') return html`serves`
  return html`<span class="bad">broken</span><br><span class="quiet">could not be started; the log says why</span>`
}

function toActions(hosted: HostedPlugin): Html | string {
  if (hosted.status !== 'ready') return '–'
  const { plugin } = hosted
  const items = plugin.actions.map(
    (action) =>
      html`<li>${action.name} <span class="quiet">${action.effect}, ${authOf(plugin, action)}${action.background && ', in the background'}</span></li>`,
  )
  return html`<details><summary>${plugin.actions.length}</summary><ul class="plain">${items}</ul></details>`
}

function toSwitchButton(plugin: string, csrf: string, { switches }: PluginsPageOptions): Html {
  const name = switches.isOn(plugin) ? 'off' : 'on'
  return toButton({ csrf, action: path, name, fields: { plugin }, text: `Switch ${name}`, label: `Switch ${plugin} ${name}` })
}

function toSwitch(isOn: boolean, { plugins, switches, audit }: PluginsPageOptions): AdminPage['actions'][string] {
  return async ({ ctx, account }, form) => {
    const plugin = toText(form['plugin'])
    if (!plugins.some(({ name }) => name === plugin)) throw new AppError('not_found', 'There is no such plugin here.')
    await switches.set(plugin, isOn)
    await audit.write({ event: 'plugin.switched', plugin, address: ctx.state.address, details: { on: isOn, admin: account.id } })
    return undefined
  }
}

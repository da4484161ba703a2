import type { Usage } from '@patchbay/auth'
import type { Config } from '@patchbay/config'
import { html, type Html } from '@patchbay/plugin-kit'
import type { AdminCall, AdminPage } from '../admin-page.ts'
import { toTable } from './parts.ts'

export interface UsagePageOptions {
  usage: Usage
  limits: Config['limits']
}

const path = '/usage'
const spans = [1, 7, 30, 90]
const mostLines = 200

/** Who used what, beside what everybody may use. */
export function createUsagePage(options: UsagePageOptions): AdminPage {
  return { path, title: 'Usage', show: (call) => show(call, options), actions: {} }
}

async function show({ query }: AdminCall, { usage, limits }: UsagePageOptions): Promise<Html> {
  const days = spans.find((span) => String(span) === query.get('days')) ?? 7
  const lines = await usage.list({ days, limit: mostLines })
  const rows = lines.map((line) => [line.who, toPlugin(line.plugin), line.today, line.calls, line.failures, line.limited])
  const numbers = ['Today', toSpan(days), 'Failed', 'Refused by a limit'].map((title) => ({ title, isNumber: true }))
  return html`<p>${spans.map((span) => html`<a href="${path}?days=${span}"${span === days && html` aria-current="true"`}>${toSpan(span)}</a> `)}</p>
${rows.length === 0 && html`<p class="quiet">Nobody has called anything.</p>`}
${rows.length > 0 && toTable(['Who', 'Plugin', ...numbers], rows)}
${lines.length === mostLines && html`<p class="quiet">The ${mostLines} who called most.</p>`}
<h2>Limits</h2>
<p>Unless a plugin or action says otherwise. They are settings: <code>LIMIT_ADDRESS</code> and so on.</p>
${toLimits(limits)}
<p class="quiet">Days are UTC. Gateways store their counts every ten seconds; what one counted in its last seconds before it was killed is not here.</p>`
}

function toPlugin(plugin: string): Html | string {
  return plugin === 'apex' ? html`<span class="off">all, over the domain’s MCP</span>` : plugin
}

function toSpan(days: number): string {
  return days === 1 ? 'Today only' : `${days} days`
}

function toLimits({ address, client, user, action }: Config['limits']): Html {
  const rows = Object.entries({
    'An address without a key': address,
    'A key or program': client,
    'A person in a plugin': user,
    'A person and an action': action,
  })
  return toTable(
    ['For', { title: 'Requests', isNumber: true }, { title: 'In seconds', isNumber: true }],
    rows.map(([who, limit]) => [who, limit.requests, limit.seconds]),
  )
}

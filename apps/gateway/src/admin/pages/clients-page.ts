import type { Audit, ClientRecord, Clients } from '@patchbay/auth'
import { AppError, html, type Html } from '@patchbay/plugin-kit'
import type { ParsedUrlQuery } from 'node:querystring'
import { toText } from '../../oauth/read-form.ts'
import type { AdminCall, AdminPage } from '../admin-page.ts'
import { toButton, toHidden, toMoment, toTable } from './parts.ts'

export interface ClientsPageOptions {
  clients: Clients
  audit: Audit
  /** The names of the plugins that people sign in to. */
  plugins: readonly string[]
  toOrigin: (name: string) => string
}

const path = '/clients'

/** The programs that people let act for them. */
export function createClientsPage(options: ClientsPageOptions): AdminPage {
  return {
    path,
    title: 'Clients',
    show: (call) => show(call, options),
    actions: { create: (call, form) => create(call, form, options), revoke: (call, form) => revoke(call, form, options) },
  }
}

async function show({ csrf }: AdminCall, { clients, plugins }: ClientsPageOptions): Promise<Html> {
  const records = (await clients.list()).toReversed()
  return html`<p>Programs such as ChatGPT that people sign in to plugins with. Hosts that register themselves need nothing made here.</p>
<details class="make"><summary>Make a client</summary>
<form method="post" action="${path}" class="form">${toHidden({ csrf })}
<label for="name">Name, as people see it</label><input id="name" name="name" required maxlength="100">
<label for="plugin">Plugin</label><select id="plugin" name="plugin">
${plugins.map((plugin) => html`<option value="${plugin}">${plugin}: with a secret</option>`)}<option value="">any: without a secret, must use PKCE</option></select>
<label for="redirect">Redirect URL; for one plugin, empty means the first ChatGPT plugin or GPT that asks</label>
<input id="redirect" name="redirect" type="url" maxlength="2000">
<div class="buttons"><button name="do" value="create">Make client</button></div></form></details>
${records.length === 0 && html`<p class="quiet">There are none.</p>`}
${
  records.length > 0 &&
  toTable(
    ['Client', 'Kind', 'Plugin', 'Answers go to', 'Made (UTC)', 'Do'],
    records.map((record) => toRow(record, csrf)),
  )
}`
}

function toRow(record: ClientRecord, csrf: string) {
  const { id, name, plugin, isPublic, isRegistered, redirectUris, createdAt } = record
  const kind = isRegistered ? 'registered itself' : isPublic ? 'public' : 'with a secret'
  return [
    html`${name}<br><code>${id}</code>`,
    kind,
    plugin ?? 'any',
    redirectUris.length > 0 ? html`${redirectUris.map((uri) => html`<code>${uri}</code> `)}` : 'the first ChatGPT plugin or GPT that asks',
    toMoment(createdAt),
    toButton({ csrf, action: path, name: 'revoke', fields: { client: id }, text: 'Revoke', label: `Revoke ${name}, ${id}` }),
  ]
}

async function create({ ctx, account }: AdminCall, form: ParsedUrlQuery, options: ClientsPageOptions): Promise<Html> {
  const name = toText(form['name']).trim()
  if (!/^\P{C}{1,100}$/u.test(name)) throw new AppError('invalid_input', 'A name is 1 to 100 characters, without control characters.')
  const plugin = toText(form['plugin']) || undefined
  if (plugin !== undefined && !options.plugins.includes(plugin)) throw new AppError('invalid_input', 'Choose a plugin from the list.')
  const redirect = toText(form['redirect']).trim()
  const { record, secret } = await options.clients.create({ name, plugin, redirectUris: redirect ? [redirect] : [] })
  const details = { admin: account.id }
  await options.audit.write({ event: 'client.created', clientId: record.id, plugin, address: ctx.state.address, details })
  const origin = options.toOrigin(plugin ?? 'auth')
  return html`<p>The client <strong>${name}</strong>:</p><dl>
<dt>Client id</dt><dd><code>${record.id}</code></dd>
${secret !== undefined && html`<dt>Secret</dt><dd><code>${secret}</code>, shown only now</dd>`}
<dt>Authorization URL</dt><dd><code>${origin}/oauth/authorize</code></dd>
<dt>Token URL</dt><dd><code>${origin}/oauth/token</code></dd></dl>`
}

async function revoke({ ctx, account }: AdminCall, form: ParsedUrlQuery, { clients, audit }: ClientsPageOptions): Promise<Html> {
  const clientId = toText(form['client'])
  if (!(await clients.revoke(clientId))) throw new AppError('not_found', 'There is no such client.')
  await audit.write({ event: 'client.revoked', clientId, address: ctx.state.address, details: { admin: account.id } })
  return html`Client <code>${clientId}</code> is revoked, with all that people allowed it. Its tokens stop working within 30 seconds.`
}

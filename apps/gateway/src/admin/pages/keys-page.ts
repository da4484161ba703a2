import { parseExpiry, type Audit, type KeyRecord, type Keys } from '@patchbay/auth'
import { AppError, html, type Html } from '@patchbay/plugin-kit'
import type { ParsedUrlQuery } from 'node:querystring'
import { toText } from '../../oauth/read-form.ts'
import type { AdminCall, AdminPage } from '../admin-page.ts'
import { toButton, toHidden, toMoment, toTable } from './parts.ts'

export interface KeysPageOptions {
  keys: Keys
  audit: Audit
  /** The names of the plugins that a key may be for. */
  plugins: readonly string[]
}

const path = '/keys'

/** Secrets of programs and people: who has one, for what, and when it was used last. */
export function createKeysPage(options: KeysPageOptions): AdminPage {
  return {
    path,
    title: 'Keys',
    show: (call) => show(call, options),
    actions: { create: (call, form) => create(call, form, options), revoke: (call, form) => revoke(call, form, options) },
  }
}

async function show({ csrf }: AdminCall, { keys, plugins }: KeysPageOptions): Promise<Html> {
  const records = (await keys.list()).toReversed()
  const rows = records.map((record) => toRow(record, csrf))
  return html`<details class="make"><summary>Make a key</summary>
<form method="post" action="${path}" class="form">${toHidden({ csrf })}
<label for="name">Name, to tell it apart</label><input id="name" name="name" required maxlength="100">
<label for="email">Acts for this person (e-mail); leave it empty for a program that reaches nothing of a person</label>
<input id="email" name="email" type="email" maxlength="254" autocomplete="off">
<label for="expires">Ends after (30d, 12h) or on (2027-01-31); empty for never</label><input id="expires" name="expires" maxlength="20">
<fieldset><legend>For these plugins; for all when none is ticked</legend>
${plugins.map((plugin) => html`<label class="check"><input type="checkbox" name="plugin" value="${plugin}"> ${plugin}</label>`)}</fieldset>
<div class="buttons"><button name="do" value="create">Make key</button></div></form></details>
${rows.length === 0 && html`<p class="quiet">There are none.</p>`}
${rows.length > 0 && toTable(['Key', 'Acts for', 'Plugins', 'State', 'Made (UTC)', 'Last used (UTC)', 'Do'], rows)}`
}

function toRow(record: KeyRecord, csrf: string) {
  const { id, name, user, plugins, createdAt, expiresAt, revokedAt, lastUsedAt } = record
  const isOver = expiresAt !== null && expiresAt <= new Date()
  const state = revokedAt
    ? html`<span class="off">revoked</span>`
    : isOver
      ? html`<span class="off">expired</span>`
      : html`works${expiresAt && html` until ${toMoment(expiresAt)}`}`
  const button = toButton({ csrf, action: path, name: 'revoke', fields: { key: id }, text: 'Revoke', label: `Revoke ${name}, ${id}` })
  return [
    html`${name}<br><code>${id}</code>`,
    user ? user.email : html`<span class="off">a program</span>`,
    plugins?.join(', ') ?? 'all',
    state,
    toMoment(createdAt),
    lastUsedAt ? toMoment(lastUsedAt) : 'never',
    !revokedAt && !isOver && button,
  ]
}

async function create({ ctx, account }: AdminCall, form: ParsedUrlQuery, { keys, audit, plugins: known }: KeysPageOptions): Promise<Html> {
  const name = toText(form['name']).trim()
  if (!/^\P{C}{1,100}$/u.test(name)) throw new AppError('invalid_input', 'A name is 1 to 100 characters, without control characters.')
  const plugins = [form['plugin'] ?? []].flat()
  if (!plugins.every((plugin) => known.includes(plugin))) throw new AppError('invalid_input', 'Choose plugins from the list.')
  const email = toText(form['email']).trim()
  const expires = toText(form['expires']).trim()
  const { record, text } = await keys.create({
    name,
    plugins: plugins.length > 0 ? plugins : null,
    expiresAt: expires ? parseExpiry(expires) : null,
    ...(email && { email }),
  })
  await audit.write({
    event: 'key.created',
    userId: record.user?.id,
    address: ctx.state.address,
    details: { key: record.id, admin: account.id },
  })
  return html`The key <strong>${name}</strong>, shown only now:<br><code>${text}</code>`
}

async function revoke({ ctx, account }: AdminCall, form: ParsedUrlQuery, { keys, audit }: KeysPageOptions): Promise<Html> {
  const key = toText(form['key'])
  if (!(await keys.revoke(key))) throw new AppError('not_found', 'There is no such key.')
  await audit.write({ event: 'key.revoked', address: ctx.state.address, details: { key, admin: account.id } })
  return html`Key <code>${key}</code> is revoked. It stops working within 30 seconds.`
}

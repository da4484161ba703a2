import { html } from '@patchbay/plugin-kit'
import type { ConfirmationRecord, ConfirmationState } from '@patchbay/queue'
import { toAuthDocument } from './auth-document.ts'
import { toArgumentRows, toVisible } from './argument-rows.ts'
import { toMessagePage } from './message-page.ts'

export interface ConfirmationPageOptions {
  confirmation: ConfirmationRecord
  names: { plugin: string; action: string }
  email: string
  now: number
}

/** What would be done, with the arguments that would be sent and nothing else, and two buttons. */
export function toConfirmationPage({ confirmation, names, email, now }: ConfirmationPageOptions): string {
  const rows = toArgumentRows(confirmation.arguments)
  const title = toVisible(confirmation.message)
  const body = html`<h1>Do you agree?</h1>
<p class="question">${title}</p>
<p>You are signed in as <strong>${email}</strong>. A program wants this done for you. Nothing has been done yet.</p>
<dl>
<dt>Plugin</dt><dd>${names.plugin}</dd>
<dt>Action</dt><dd>${names.action} <code>${confirmation.action}</code></dd>
<dt>Open until</dt><dd><time datetime="${confirmation.expiresAt}">${toUntil(confirmation.expiresAt, now)}</time></dd>
</dl>
<h2>What would be sent</h2>
${rows.length === 0 && html`<p>Nothing but the request itself.</p>`}
${
  rows.length > 0 &&
  html`<table class="arguments"><tbody>${rows.map(({ label, value }) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>\n`)}</tbody></table>`
}
<form method="post" action="/confirmations/${confirmation.id}" class="form"><div class="buttons">
<button type="submit" name="do" value="approve">Agree</button>
<button type="submit" name="do" value="refuse" class="second">Refuse</button></div></form>
<p class="quiet">It is done once, with exactly these values. If you did not ask for it, refuse.</p>`
  return toAuthDocument({ title, body })
}

const answered = {
  approved: { title: 'You agreed', text: 'Go back to the program and tell it to go on. Nothing is done until it does.' },
  refused: { title: 'You refused', text: 'Nothing is done. You can close this page.' },
  expired: { title: 'This is too old', text: 'Nothing was done. If you still want it, ask the program again.' },
  used: { title: 'It was done', text: 'You agreed to this before, and it can’t be used again. You can close this page.' },
} satisfies Record<Exclude<ConfirmationState, 'pending'>, object>

/** What a person sees who comes again. */
export function toAnsweredPage(state: Exclude<ConfirmationState, 'pending'>): string {
  return toMessagePage(answered[state])
}

function toUntil(expiresAt: string, now: number): string {
  const minutes = Math.max(1, Math.round((Date.parse(expiresAt) - now) / 60_000))
  return `${expiresAt.slice(11, 16)} UTC, ${minutes === 1 ? 'one more minute' : `${minutes} more minutes`}`
}

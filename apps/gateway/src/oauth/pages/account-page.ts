import type { GrantRecord } from '@patchbay/auth'
import { html, type Html } from '@patchbay/plugin-kit'
import { toDocument } from '../../pages/document.ts'
import { noIndex } from './sign-in-page.ts'

/** What a person allowed, each with a button that takes it back. */
export function toAccountPage(options: { email: string; grants: readonly GrantRecord[] }): string {
  const body = html`<h1>What you have allowed</h1>
<p>You are signed in as <strong>${options.email}</strong>.</p>
${options.grants.length === 0 && html`<p>No program may use a plugin for you at the moment.</p>`}
${options.grants.map(toEntry)}
<form method="post" action="/account/sign-out" class="form"><div class="buttons"><button type="submit" class="second">Sign out</button></div></form>`
  return toDocument({ title: 'What you have allowed', head: noIndex, body })
}

function toEntry(grant: GrantRecord): Html {
  const toDay = (date: Date) => date.toISOString().slice(0, 10)
  return html`<section class="entry"><h2>${grant.clientName} uses ${grant.pluginTitle}</h2>
<p>${grant.scopes.map((scope) => html`<code>${scope}</code> `)}</p>
<p class="quiet">Allowed on ${toDay(grant.createdAt)}${grant.expiresAt && html`, ends on ${toDay(grant.expiresAt)}`}.</p>
<form method="post" action="/account/revoke"><input type="hidden" name="grant" value="${grant.id}">
<button type="submit" class="second" aria-label="Take back what ${grant.clientName} may do in ${grant.pluginTitle}">Take back</button></form></section>`
}

import type { Device, GrantRecord } from '@patchbay/auth'
import { html, type Html } from '@patchbay/plugin-kit'
import { toAuthDocument } from './auth-document.ts'

export interface AccountPageOptions {
  email: string
  grants: readonly GrantRecord[]
  devices: readonly Device[]
  /** The id of the device the page is read on. */
  current: string
}

/** What a person allowed and where they are signed in, each with a button that ends it. */
export function toAccountPage(options: AccountPageOptions): string {
  const body = html`<h1>Your account</h1>
<p>You are signed in as <strong>${options.email}</strong>. <a href="/account/password">Change password</a></p>
<h2>What you have allowed</h2>
${options.grants.length === 0 && html`<p>No program may use a plugin for you at the moment.</p>`}
${options.grants.map(toEntry)}
<h2>Where you are signed in</h2>
${options.devices.map((device) => toDevice(device, options.current))}
${options.devices.length > 1 && html`<form method="post" action="/account/devices"><button type="submit" name="device" value="others" class="second">Sign out everywhere else</button></form>`}
<form method="post" action="/account/sign-out" class="form"><div class="buttons"><button type="submit" class="second">Sign out</button></div></form>`
  return toAuthDocument({ title: 'Your account', body })
}

function toDevice(device: Device, current: string): Html {
  const isCurrent = device.id === current
  const name = describeBrowser(device.userAgent)
  return html`<section class="entry"><h3>${name}${isCurrent && ', this browser'}</h3>
<p class="quiet">From ${device.address}, last used on ${device.seenAt.toISOString().slice(0, 16).replace('T', ' at ')} UTC.</p>
${
  !isCurrent &&
  html`<form method="post" action="/account/devices"><button type="submit" name="device" value="${device.id}" class="second" aria-label="Sign out ${name}">Sign out</button></form>`
}</section>`
}

/** As much as a person needs to know which one it is. */
function describeBrowser(userAgent: string): string {
  const browser = [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ].find(([mark]) => userAgent.includes(mark!))?.[1]
  const system = [
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Windows', 'Windows'],
    ['Mac OS', 'macOS'],
    ['Linux', 'Linux'],
  ].find(([mark]) => userAgent.includes(mark!))?.[1]
  return [browser ?? 'A browser', system && `on ${system}`].filter(Boolean).join(' ')
}

function toEntry(grant: GrantRecord): Html {
  const toDay = (date: Date) => date.toISOString().slice(0, 10)
  // A client that describes itself at a URL is known by who publishes it.
  const client = URL.canParse(grant.clientName) ? new URL(grant.clientName).host : grant.clientName
  return html`<section class="entry"><h3>${client} ${grant.pluginTitle ? `uses ${grant.pluginTitle}` : 'knows who you are'}</h3>
<p>${grant.scopes.map((scope) => html`<code>${scope}</code> `)}</p>
<p class="quiet">Allowed on ${toDay(grant.createdAt)}${grant.expiresAt && html`, ends on ${toDay(grant.expiresAt)}`}.</p>
<form method="post" action="/account/revoke"><input type="hidden" name="grant" value="${grant.id}">
<button type="submit" class="second" aria-label="Take back what ${client} may do${grant.pluginTitle && ` in ${grant.pluginTitle}`}">Take back</button></form></section>`
}

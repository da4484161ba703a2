import { html } from '@patchbay/plugin-kit'
import type { Call } from '../../call.ts'
import { toAuthDocument } from '../pages/auth-document.ts'
import { sendHtml } from '../send-html.ts'

/**
 * Sends the person on to a page of ours, from which they may go to another site. Not by a redirect: browsers count where those lead to as
 * targets of the form that was sent, which may only be this site.
 */
export function goOn(ctx: Call, next: string): void {
  const head = html`<meta http-equiv="refresh" content="0;url=${next}">`
  const body = html`<h1>You are signed in</h1><p><a href="${next}">Go on</a></p>`
  sendHtml(ctx, toAuthDocument({ title: 'You are signed in', head, body }))
}

import { html } from '@patchbay/plugin-kit'
import { toAuthDocument } from './auth-document.ts'

export interface SignOutPageOptions {
  email: string
  /** Where the person comes from and goes on: `https://console.example.com`. */
  console: string
}

/** For who has left the console: one sign-in lets into all of this Patchbay, and it goes on until it is ended, too. */
export function toSignOutPage(options: SignOutPageOptions): string {
  const body = html`<h1>Sign out of this browser?</h1>
<p>You have left the console. This browser is still signed in as <strong>${options.email}</strong>: whoever uses it next gets in without a password.</p>
<form method="post" action="/account/sign-out" class="form"><input type="hidden" name="to" value="console">
<div class="buttons"><button type="submit">Sign out</button></div></form>
<p class="quiet"><a href="${options.console}">Stay signed in</a></p>`
  return toAuthDocument({ title: 'Sign out', body })
}

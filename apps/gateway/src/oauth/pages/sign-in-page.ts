import { html } from '@patchbay/plugin-kit'
import { toAuthDocument } from './auth-document.ts'
import { withNext } from '../accounts/next-page.ts'

export interface SignInPageOptions {
  /** Where the form is sent. */
  action: string
  /** What the person wants to do, such as “to let ChatGPT use Notes”. */
  purpose?: string | undefined
  /** What the person signs in for, where there is nothing to cancel. */
  note?: string | undefined
  email?: string | undefined
  problem?: string | undefined
  /** Another provider at which people may sign in, by its name. */
  upstream?: string | undefined
  /** Only who runs this Patchbay makes accounts. */
  isByInvitation: boolean
  /** Where the person goes on once they have an account or a new password. */
  next: string
}

export function toSignInPage({ action, purpose, note, email, problem, upstream, isByInvitation, next }: SignInPageOptions): string {
  const body = html`<h1>Sign in</h1>
<p>${purpose ?? note}</p>
${problem && html`<p class="problem" role="alert">${problem}</p>`}
${upstream && html`<p><a class="button" href="${withNext('/upstream', next)}">Continue with ${upstream}</a></p><p class="quiet">Or with a password of this Patchbay:</p>`}
<form method="post" action="${action}" class="form">
<label for="email">E-mail</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${email ?? ''}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256">
<div class="buttons"><button type="submit" name="do" value="sign-in">Sign in</button>
${purpose && html`<button type="submit" name="do" value="cancel" class="second" formnovalidate>Cancel</button>`}</div>
</form>
<p class="quiet"><a href="${withNext('/sign-up', next)}">${isByInvitation ? 'How to get an account' : 'Make an account'}</a> · <a href="${withNext('/reset', next)}">Password forgotten?</a></p>`
  return toAuthDocument({ title: 'Sign in', body })
}

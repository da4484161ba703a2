import { html } from '@patchbay/plugin-kit'
import { toAuthDocument } from './auth-document.ts'

export interface SignUpPageOptions {
  action: string
  /** Where one goes on who has an account. */
  signIn: string
  asksPassword: boolean
  email?: string | undefined
  problem?: string | undefined
}

export function toSignUpPage({ action, signIn, asksPassword, email, problem }: SignUpPageOptions): string {
  const body = html`<h1>Make an account</h1>
<p>One account for every plugin of this Patchbay.</p>
${problem && html`<p class="problem" role="alert">${problem}</p>`}
<form method="post" action="${action}" class="form">
<label for="email">E-mail</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${email ?? ''}">
${
  asksPassword &&
  html`<label for="password">Password, at least 12 characters</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="256">`
}
<div class="buttons"><button type="submit">${asksPassword ? 'Make account' : 'Send me a link'}</button></div>
</form>
<p class="quiet">You have an account? <a href="${signIn}">Sign in</a>.</p>`
  return toAuthDocument({ title: 'Make an account', body })
}

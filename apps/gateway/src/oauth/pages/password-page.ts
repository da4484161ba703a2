import { html } from '@patchbay/plugin-kit'
import { toAuthDocument } from './auth-document.ts'

/** The form behind a one-time link. */
export function toPasswordPage(options: { email: string; action: string; problem?: string | undefined; asksPresent?: boolean }): string {
  const body = html`<h1>Set your password</h1>
<p>At least 12 characters; a few words that you can remember do well.</p>
${options.problem && html`<p class="problem" role="alert">${options.problem}</p>`}
<form method="post" action="${options.action}" class="form">
<label for="email">E-mail</label>
<input id="email" type="email" autocomplete="username" readonly value="${options.email}">
${
  options.asksPresent &&
  html`<label for="present">Present password</label>
<input id="present" name="present" type="password" autocomplete="current-password" required maxlength="256">`
}
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="256">
<label for="again">The same again</label>
<input id="again" name="again" type="password" autocomplete="new-password" required minlength="12" maxlength="256">
<div class="buttons"><button type="submit">Set password</button></div>
</form>`
  return toAuthDocument({ title: 'Set your password', body })
}

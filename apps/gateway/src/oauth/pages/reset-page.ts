import { html } from '@patchbay/plugin-kit'
import { toAuthDocument } from './auth-document.ts'

export function toResetPage({ action }: { action: string }): string {
  const body = html`<h1>Password forgotten?</h1>
<p>Name your e-mail address, and a link to set a new one is sent to it.</p>
<form method="post" action="${action}" class="form">
<label for="email">E-mail</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254">
<div class="buttons"><button type="submit">Send me a link</button></div>
</form>`
  return toAuthDocument({ title: 'Password forgotten?', body })
}

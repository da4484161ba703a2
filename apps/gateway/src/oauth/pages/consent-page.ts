import type { ProtectedPlugin } from '@patchbay/auth'
import { html, type Html } from '@patchbay/plugin-kit'
import { toAuthDocument } from './auth-document.ts'

export interface ConsentPageOptions {
  action: string
  client: {
    name: string
    redirectUri: string
    isRegistered: boolean
    isLocal: boolean
    /** Of the document in which it describes itself, if it does: that much of it is sure. */
    host: string | undefined
  }
  plugin: ProtectedPlugin
  scopes: readonly string[]
  email: string
}

/** Names who asks, for what, and where the answer goes; each scope can be left out. */
export function toConsentPage({ action, client, plugin, scopes, email }: ConsentPageOptions): string {
  const body = html`<h1>Let ${client.name} use ${plugin.title}?</h1>
<p>You are signed in as <strong>${email}</strong>.</p>
<form method="post" action="${action}" class="form">
<fieldset><legend>${client.name} would be able to</legend>
${scopes.map((scope) => toScopeBox(plugin, scope))}
</fieldset>
<dl>
<dt>Plugin</dt><dd>${plugin.title}, <code>${new URL(plugin.origin).host}</code></dd>
<dt>Program</dt><dd>${client.name}${toNamer(client)}</dd>
<dt>Answer goes to</dt><dd><code>${toTarget(client.redirectUri)}</code></dd>
</dl>
${client.isLocal && html`<p class="problem" role="note">The answer goes to a program on the device you use now. Go on only if you have just started it yourself.</p>`}
<div class="buttons"><button type="submit" name="do" value="allow">Allow</button>
<button type="submit" name="do" value="cancel" class="second">Cancel</button></div>
</form>
<p class="quiet">It ends after 30 days. You can take it back before that at any time, at <a href="/account">your account</a>.</p>`
  return toAuthDocument({ title: `Let ${client.name} use ${plugin.title}?`, body })
}

function toScopeBox(plugin: ProtectedPlugin, scope: string): Html {
  const words = scope.endsWith(':read')
    ? `see what you have in ${plugin.title}`
    : `add, change and delete things in ${plugin.title} for you`
  return html`<label class="check"><input type="checkbox" name="scope" value="${scope}" checked> ${words} <code>${scope}</code></label>`
}

function toNamer({ host, isRegistered }: ConsentPageOptions['client']): Html | string {
  if (host !== undefined) return html`, as <code>${host}</code> calls itself`
  return isRegistered ? ', which gave itself this name' : ''
}

function toTarget(redirectUri: string): string {
  const url = URL.parse(redirectUri)
  return url?.host ? url.host : `${url?.protocol ?? ''} (an app on this device)`
}

import type { Credentials, PluginDetail, Registration } from '@patchbay/console/api'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { Copyable } from '../parts/copyable.tsx'

/** The person's own token, where the plugin has one for each. */
export function TokenForm({ onSave }: { onSave: (token: string) => void }) {
  const [token, setToken] = useState('')
  const save = (event: FormEvent) => {
    event.preventDefault()
    onSave(token)
    setToken('')
  }
  return (
    <form onSubmit={save}>
      <label className="field">
        Your token for this plugin
        <input type="password" autoComplete="off" required value={token} onChange={(event) => setToken(event.target.value)} />
      </label>
      <button type="submit">Install</button>
    </form>
  )
}

interface CredentialsFormProps {
  plugin: PluginDetail
  registration: Registration
  /** People who may have it while it is not approved. */
  most: number
  onChange: (work: Promise<PluginDetail>) => void
}

/** What who registered the plugin gives the console to call it. Secrets go in and never come back. */
export function CredentialsForm({ plugin, registration, most, onChange }: CredentialsFormProps) {
  const [given, setGiven] = useState<Credentials>({})
  const params = [plugin.id]
  const field = (name: keyof Credentials, label: string, isKnown: boolean) => (
    <label className="field">
      {label}
      <input
        type="password"
        autoComplete="off"
        placeholder={isKnown ? 'kept; type to replace it' : ''}
        value={given[name] ?? ''}
        onChange={(event) => setGiven({ ...given, [name]: event.target.value })}
      />
    </label>
  )
  const save = (event: FormEvent) => {
    event.preventDefault()
    onChange(ask('PUT /api/plugins/{id}/credentials', { params, body: given }))
    setGiven({})
  }
  return (
    <section>
      {registration.shareUrl && (
        <p>
          Others install it by <Copyable text={registration.shareUrl} label="Copy the link" />
          <span className="quiet">
            {' '}
            {registration.users} of at most {most} have it, you among them.
          </span>
        </p>
      )}
      {plugin.auth === 'service' && (
        <form onSubmit={save}>
          {field('serviceToken', 'Service token', registration.hasServiceToken)}
          <button type="submit">Save</button>
        </form>
      )}
      {plugin.auth === 'oauth' && (
        <form onSubmit={save}>
          <h2>OAuth client</h2>
          <p>
            Register <Copyable text={registration.redirectUri} label="Copy the redirect URL" /> as its redirect URL.
          </p>
          {field('clientId', 'Client id', registration.clientId !== null)}
          {field('clientSecret', 'Client secret', registration.hasClientSecret)}
          <button type="submit">Save</button>
        </form>
      )}
      {registration.verificationToken && !registration.isVerified && (
        <p>
          Put <Copyable text={registration.verificationToken} label="Copy the verification token" /> into the manifest as{' '}
          <code>auth.verification_tokens.openai</code>, then{' '}
          <button type="button" onClick={() => onChange(ask('POST /api/plugins/{id}/verify', { params }))}>
            Verify
          </button>
        </p>
      )}
    </section>
  )
}

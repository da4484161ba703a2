import type { Settings } from '@patchbay/console/api'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'
import { PageTitle } from './page-title.tsx'

/** What plugins are told of the person who asks. */
export function SettingsView() {
  const { value, problem, set } = useAsked('settings', () => ask('GET /api/settings'))
  return (
    <main id="main" className="page">
      <PageTitle title="Settings" />
      <p>This is what plugins are told of you, beside an id of the conversation. Those that you sign in to know your account there, too.</p>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {value && <SettingsForm settings={value} onChange={set} />}
    </main>
  )
}

function SettingsForm({ settings, onChange }: { settings: Settings; onChange: (settings: Settings) => void }) {
  const [said, setSaid] = useState<string>()
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const read = (name: string) => (fields.get(name) as string).trim() || null
    void ask('PUT /api/settings', { body: { subdivision: read('subdivision')?.toUpperCase() ?? null, locale: read('locale') } }).then(
      (changed) => {
        onChange(changed)
        setSaid('Saved.')
      },
      (error: Error) => setSaid(error.message),
    )
  }
  return (
    <form onSubmit={save}>
      <label className="field">
        Region, as in US-CA or DE-BE; none when empty
        <input
          name="subdivision"
          defaultValue={settings.subdivision ?? ''}
          autoComplete="off"
          maxLength={6}
          pattern="[A-Za-z]{2}-[A-Za-z0-9]{1,3}"
          title="The country, a hyphen, then the region: US-CA"
        />
      </label>
      <label className="field">
        Language, as in de-AT; none when empty
        <input
          name="locale"
          defaultValue={settings.locale ?? ''}
          autoComplete="language"
          maxLength={35}
          pattern="[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}"
          title="Like en or de-AT"
        />
      </label>
      <p className="quiet">
        Today plugins know you as <code>{settings.ephemeralUserId}</code>; tomorrow by another name.
      </p>
      <button type="submit">Save</button> <span role="status">{said}</span>
    </form>
  )
}

import type { Settings } from '@patchbay/console/api'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'

/** What plugins are told of the person who asks. */
export function SettingsView() {
  const { value, problem, set } = useAsked('settings', () => ask('GET /api/settings'))
  return (
    <main id="main" className="page">
      <h1>Settings</h1>
      <p>Plugins are told nothing of you but this.</p>
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
    void ask('PUT /api/settings', { body: { subdivision: read('subdivision'), locale: read('locale') } }).then(
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
          pattern="[A-Z]{2}-[A-Z0-9]{1,3}"
          title="Two capitals, a hyphen, then the region: US-CA"
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

import type { Session } from '@patchbay/console/api'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'
import { Link } from '../parts/link.tsx'
import { PopOver } from '../parts/pop-over.tsx'

interface PluginPickerProps {
  session: Session
  chosen: readonly string[]
  onChange: (ids: string[]) => void
}

/** Which plugins may be called in this conversation. */
export function PluginPicker({ session, chosen, onChange }: PluginPickerProps) {
  const { value, refresh } = useAsked(`plugins ${chosen.join(' ')}`, () => ask('GET /api/plugins'))
  const installed = value?.plugins.filter(({ isInstalled }) => isInstalled) ?? []
  const most = session.limits.pluginsAtOnce
  const on = installed.filter(({ id }) => chosen.includes(id))
  return (
    <PopOver label={on.length === 0 ? 'No plugins on' : on.map(({ title }) => title).join(', ')} onToggle={refresh}>
      <fieldset>
        <legend>At most {most} at once</legend>
        {installed.map(({ id, title, isReady }) => {
          const isOn = chosen.includes(id)
          return (
            <label key={id} className="check">
              <input
                type="checkbox"
                checked={isOn}
                disabled={!isReady || (!isOn && chosen.length >= most)}
                onChange={() => onChange(isOn ? chosen.filter((each) => each !== id) : [...chosen, id])}
              />
              {title}
              {!isReady && <Link to={`/plugins/${id}`}>needs you</Link>}
            </label>
          )
        })}
        <Link to="/plugins">Install more</Link>
      </fieldset>
    </PopOver>
  )
}

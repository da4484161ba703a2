import type { Plugin, Session } from '@patchbay/console/api'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'
import { Link } from '../parts/link.tsx'
import { Icon } from '../parts/icon.tsx'
import { PopOver } from '../parts/pop-over.tsx'
import { Logo } from '../plugins/plugin-tile.tsx'

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
    <PopOver label={<Label plugins={on} />} onToggle={refresh}>
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

function Label({ plugins }: { plugins: readonly Plugin[] }) {
  return (
    <>
      {plugins.length === 0 ? <Icon name="plugins" /> : plugins.map((plugin) => <Logo key={plugin.id} plugin={plugin} />)}
      <span>{plugins.length === 0 ? 'No plugins on' : plugins.map(({ title }) => title).join(', ')}</span>
    </>
  )
}

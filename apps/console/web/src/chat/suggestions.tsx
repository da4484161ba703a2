import type { Plugin, Session } from '@patchbay/console/api'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'
import { Link } from '../parts/link.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { PluginTile } from '../plugins/plugin-tile.tsx'

interface SuggestionsProps {
  session: Session
  chosen: readonly string[]
  onChoose: (text: string) => void
  onSwitchOn: (id: string) => void
}

/** What a person sees before the first message: sentences for the plugins that are on, or how to come to some. */
export function Suggestions({ session, chosen, onChoose, onSwitchOn }: SuggestionsProps) {
  return (
    <div className="empty">
      <PageTitle title="New conversation">What can I do for you?</PageTitle>
      {chosen.length > 0 ? <Sentences ids={chosen} onChoose={onChoose} /> : <FirstPlugins session={session} onSwitchOn={onSwitchOn} />}
    </div>
  )
}

function Sentences({ ids, onChoose }: { ids: readonly string[]; onChoose: (text: string) => void }) {
  const { value } = useAsked(`sentences ${ids.join(' ')}`, () => Promise.all(ids.map(loadSentences)))
  return (
    <>
      <ul className="suggestions">
        {value?.flat().map((text) => (
          <li key={text}>
            <button type="button" className="second" onClick={() => onChoose(text)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
      {value?.flat().length === 0 && <p className="quiet">Say what you want in plain words. The plugins that are on have no examples.</p>}
    </>
  )
}

/** What the author says that people say. */
async function loadSentences(id: string): Promise<string[]> {
  const { openings } = await ask('GET /api/plugins/{id}/tests', { params: [id] }).catch(() => ({ openings: [] }))
  return openings.slice(0, 2)
}

function FirstPlugins({ session, onSwitchOn }: Pick<SuggestionsProps, 'session' | 'onSwitchOn'>) {
  const own = useAsked('own', () => ask('GET /api/plugins'))
  const store = useAsked('store ', () => ask('GET /api/store'))
  const ready = own.value?.plugins.filter(({ isReady }) => isReady) ?? []
  if (!own.value || !store.value) return <p aria-busy="true" />
  if (ready.length > 0) return <SwitchOn plugins={ready} onSwitchOn={onSwitchOn} />
  return (
    <>
      <p>
        Install a plugin to begin with. All of them are on the page <Link to="/plugins">Plugins</Link>.
      </p>
      <ul className="shelf">
        {store.value.plugins.slice(0, 4).map((plugin) => (
          <PluginTile key={plugin.id} plugin={plugin} session={session} onChange={() => onSwitchOn(plugin.id)} />
        ))}
      </ul>
    </>
  )
}

function SwitchOn({ plugins, onSwitchOn }: { plugins: readonly Plugin[]; onSwitchOn: (id: string) => void }) {
  return (
    <>
      <p>No plugin is on in this conversation.</p>
      <ul className="suggestions">
        {plugins.slice(0, 6).map(({ id, title }) => (
          <li key={id}>
            <button type="button" className="second" onClick={() => onSwitchOn(id)}>
              Switch on {title}
            </button>
          </li>
        ))}
      </ul>
      <p>
        <Link to="/plugins">Install more</Link>
      </p>
    </>
  )
}

import type { Plugin, Session } from '@patchbay/console/api'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'
import { Link } from '../parts/link.tsx'
import { install } from './install.ts'

const needs: Record<NonNullable<Plugin['needs']>, string> = {
  credentials: 'needs credentials',
  verification: 'is to be verified',
  token: 'needs your token',
  'sign-in': 'sign in to use it',
  'approval-of-changes': 'has changed: look at it',
}

export function StoreView({ session }: { session: Session }) {
  const [query, setQuery] = useState('')
  const store = useAsked(`store ${query}`, () => ask('GET /api/store', query ? { query: { query } } : {}))
  const own = useAsked('own', () => ask('GET /api/plugins'))
  const refresh = () => {
    store.refresh()
    own.refresh()
  }
  const mine = own.value?.plugins ?? []
  const others = store.value?.plugins.filter(({ id }) => !mine.some((plugin) => plugin.id === id)) ?? []
  return (
    <main id="main" className="page">
      <h1>Plugins</h1>
      <p>
        What you may switch on in a conversation. <Link to="/develop">Add your own by its domain.</Link>
      </p>
      <input
        type="search"
        aria-label="Search plugins"
        placeholder="Search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      {(store.problem ?? own.problem) && (
        <p className="problem" role="alert">
          {store.problem ?? own.problem}
        </p>
      )}
      <Shelf title="Yours" plugins={mine} session={session} onChange={refresh} />
      <Shelf title="In the store" plugins={others} session={session} onChange={refresh} />
    </main>
  )
}

interface ShelfProps {
  title: string
  plugins: readonly Plugin[]
  session: Session
  onChange: () => void
}

function Shelf({ title, plugins, onChange }: ShelfProps) {
  if (plugins.length === 0) return null
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul className="shelf">
        {plugins.map((plugin) => (
          <PluginTile key={plugin.id} plugin={plugin} onChange={onChange} />
        ))}
      </ul>
    </section>
  )
}

function PluginTile({ plugin, onChange }: { plugin: Plugin; onChange: () => void }) {
  const [problem, setProblem] = useState<string>()
  const start = () => void install(plugin).then(onChange, (error: Error) => setProblem(error.message))
  return (
    <li className="tile">
      <Logo plugin={plugin} />
      <div>
        <h3>
          <Link to={`/plugins/${plugin.id}`}>{plugin.title}</Link>
        </h3>
        <p>{plugin.summary}</p>
        <p className="quiet">
          {plugin.domain} · {plugin.status} · {plugin.actions} actions · {plugin.tokens} tokens
        </p>
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      {plugin.isReady ? (
        <span className="ready">Installed</span>
      ) : plugin.needs === 'sign-in' || !plugin.isInstalled ? (
        <button type="button" onClick={start} aria-label={`${plugin.isInstalled ? 'Sign in to' : 'Install'} ${plugin.title}`}>
          {plugin.isInstalled ? 'Sign in' : 'Install'}
        </button>
      ) : (
        <Link to={`/plugins/${plugin.id}`}>{plugin.needs ? needs[plugin.needs] : 'Look at it'}</Link>
      )}
    </li>
  )
}

export function Logo({ plugin }: { plugin: Pick<Plugin, 'logo' | 'title'> }) {
  return plugin.logo ? (
    <img className="logo" src={plugin.logo} alt="" width="48" height="48" />
  ) : (
    <span className="logo" aria-hidden="true">
      {plugin.title.charAt(0)}
    </span>
  )
}

import type { Plugin, Session } from '@patchbay/console/api'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'
import { Link } from '../parts/link.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { PluginTile } from './plugin-tile.tsx'

export function StoreView({ session }: { session: Session }) {
  const [query, setQuery] = useState('')
  const store = useAsked(`store ${query}`, () => ask('GET /api/store', query ? { query: { query } } : {}))
  const own = useAsked('own', () => ask('GET /api/plugins'))
  const registered = useAsked('registered', () => (session.user!.isAdmin ? ask('GET /api/registered') : Promise.resolve({ plugins: [] })))
  const refresh = () => {
    registered.refresh()
    store.refresh()
    own.refresh()
  }
  const installed = own.value?.plugins ?? []
  const words = query.toLowerCase().split(/\s+/)
  const mine = installed.filter(({ title, summary }) => words.every((word) => `${title} ${summary}`.toLowerCase().includes(word)))
  const others = store.value?.plugins.filter(({ id }) => !installed.some((plugin) => plugin.id === id)) ?? []
  const waiting =
    registered.value?.plugins.filter(({ id, status }) => status === 'unverified' && !installed.some((plugin) => plugin.id === id)) ?? []
  return (
    <main id="main" className="page">
      <PageTitle title="Plugins" />
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
      {query && store.value && mine.length + others.length === 0 && (
        <p role="status">
          No plugin is about “{query}”. <Link to="/develop">Add one by its domain.</Link>
        </p>
      )}
      <Shelf title="Registered, for you to approve" plugins={waiting} isWaiting session={session} onChange={refresh} />
    </main>
  )
}

interface ShelfProps {
  title: string
  plugins: readonly Plugin[]
  isWaiting?: boolean
  session: Session
  onChange: () => void
}

function Shelf({ title, plugins, isWaiting = false, session, onChange }: ShelfProps) {
  if (plugins.length === 0) return null
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul className="shelf">
        {plugins.map((plugin) => (
          <PluginTile key={plugin.id} plugin={plugin} isWaiting={isWaiting} session={session} onChange={onChange} />
        ))}
      </ul>
    </section>
  )
}

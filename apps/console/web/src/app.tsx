import type { Session } from '@patchbay/console/api'
import { useEffect, useState } from 'react'
import { ask, keepCsrfToken, onSignedOut } from './api/client.ts'
import { useRoute } from './api/use-route.ts'
import { switchOn } from './chat/switched-on.ts'
import { ChatView } from './chat/chat-view.tsx'
import { Icon } from './parts/icon.tsx'
import { NothingHere } from './parts/nothing-here.tsx'
import { SettingsView } from './parts/settings-view.tsx'
import { Sidebar } from './parts/sidebar.tsx'
import { Welcome } from './parts/welcome.tsx'
import { DevelopView } from './plugins/develop-view.tsx'
import { PluginView } from './plugins/plugin-view.tsx'
import { StoreView } from './plugins/store-view.tsx'

export function App() {
  const [session, setSession] = useState<Session>()
  const [problem, setProblem] = useState<string>()
  const [isOver, setIsOver] = useState(false)
  useEffect(() => onSignedOut(() => setIsOver(true)), [])
  useEffect(() => {
    ask('GET /api/session').then(
      (found) => {
        keepCsrfToken(found.csrfToken)
        setSession(found)
      },
      (error: Error) => setProblem(error.message),
    )
  }, [])
  if (problem)
    return (
      <main className="center" role="alert">
        {problem}
      </main>
    )
  if (!session) return <main className="center" aria-busy="true" />
  return session.user ? <Signed session={session} isOver={isOver} /> : <Welcome session={session} />
}

function Signed({ session, isOver }: { session: Session; isOver: boolean }) {
  const [isOpen, setIsOpen] = useState(false)
  const { path } = useRoute()
  useEffect(() => setIsOpen(false), [path])
  useEffect(() => {
    if (!isOpen) return undefined
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && setIsOpen(false)
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [isOpen])
  return (
    <div className={isOpen ? 'shell open' : 'shell'}>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <button type="button" className="menu" aria-expanded={isOpen} aria-controls="sidebar" onClick={() => setIsOpen(!isOpen)}>
        <Icon name="menu" /> <span>Menu</span>
      </button>
      <Sidebar session={session} path={path} />
      {isOpen && <div className="veil" onPointerDown={() => setIsOpen(false)} />}
      {isOver && <SignedOut signInPath={session.signInPath} />}
      <View session={session} />
    </div>
  )
}

/** The session ended meanwhile, or in another window. What is typed stays. */
function SignedOut({ signInPath }: Pick<Session, 'signInPath'>) {
  return (
    <p className="over" role="alert">
      You are signed out. <a href={`${signInPath}?return=${encodeURIComponent(location.pathname)}`}>Sign in again</a>
    </p>
  )
}

/** Back from signing in to a plugin: it is switched on in a new conversation. */
function SignedIn({ plugin, session }: { plugin: string; session: Session }) {
  useEffect(() => {
    const isOn = switchOn(plugin, session.limits.pluginsAtOnce)
    history.replaceState(null, '', isOn ? '/' : `/plugins/${encodeURIComponent(plugin)}`)
    dispatchEvent(new PopStateEvent('popstate'))
  }, [plugin, session])
  return <main className="center" aria-busy="true" />
}

function View({ session }: { session: Session }) {
  const { path, query } = useRoute()
  const signedIn = path === '/' && query.has('signed-in') ? query.get('plugin') : null
  if (signedIn) return <SignedIn plugin={signedIn} session={session} />
  const plugin = /^\/plugins\/([^/]+)$/.exec(path)?.[1] ?? (path === '/' ? query.get('plugin') : null)
  if (path === '/plugins') return <StoreView session={session} />
  if (path === '/settings') return <SettingsView />
  if (path === '/develop') return <DevelopView session={session} />
  if (plugin) return <PluginView key={plugin} id={plugin} session={session} problem={query.get('problem')} />
  const share = /^\/share\/([^/]+)$/.exec(path)?.[1]
  if (share) return <PluginView key={share} shareToken={share} session={session} problem={null} />
  const conversation = /^\/c\/([^/]+)$/.exec(path)?.[1] ?? null
  if (conversation === null && path !== '/' && path !== '/welcome') return <NothingHere text="The console has no such page." />
  return <ChatView key={conversation ?? 'new'} id={conversation} session={session} />
}

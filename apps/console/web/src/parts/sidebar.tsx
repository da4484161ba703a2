import type { Session } from '@patchbay/console/api'
import { useEffect, useRef } from 'react'
import { ask } from '../api/client.ts'
import { go } from '../api/use-route.ts'
import { Conversations } from './conversations.tsx'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'

export function Sidebar({ session, path }: { session: Session; path: string }) {
  const search = useRef<HTMLInputElement>(null)
  useShortcuts(search)
  return (
    <nav id="sidebar" className="sidebar" aria-label="Conversations and plugins">
      <Link to="/" className="brand">
        <img src="/icon.svg" alt="" width="28" height="28" /> Patchbay
      </Link>
      <Link to="/" className="new" title="Ctrl or ⌘ + Shift + O">
        <Icon name="compose" /> New conversation
      </Link>
      <Link to="/plugins" current={path.startsWith('/plugins')}>
        <Icon name="plugins" /> Plugins
      </Link>
      <Link to="/develop" current={path === '/develop'}>
        <Icon name="develop" /> Develop your own
      </Link>
      <Conversations path={path} search={search} />
      <div className="person">
        <span title={session.user!.email}>{session.user!.email}</span>
        <Link to="/settings">Settings</Link>
        <a href={session.accountUrl}>Account</a>
        <button
          type="button"
          className="plain"
          onClick={() => void ask('POST /api/session/end').then(() => location.assign(`${session.accountUrl}/sign-out`))}
        >
          Sign out
        </button>
      </div>
    </nav>
  )
}

/** As in other chats: ⌘K searches, ⌘⇧O begins a conversation; Ctrl elsewhere. */
function useShortcuts(search: { current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      const key = event.key.toLowerCase()
      if (key === 'k' && !event.shiftKey) search.current?.focus()
      else if (key === 'o' && event.shiftKey) go('/')
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [search])
}

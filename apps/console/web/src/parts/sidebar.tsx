import type { Session } from '@patchbay/console/api'
import { useEffect, useState } from 'react'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'
import { go } from '../api/use-route.ts'
import { ConversationItem } from './conversation-item.tsx'
import { Link } from './link.tsx'

export function Sidebar({ session, path }: { session: Session; path: string }) {
  const [query, setQuery] = useState('')
  const found = useAsked(`conversations ${query}`, () => ask('GET /api/conversations', query ? { query: { query } } : {}))
  useEffect(() => {
    addEventListener('conversations', found.refresh)
    return () => removeEventListener('conversations', found.refresh)
  }, [found.refresh])
  const remove = async (id: string) => {
    await ask('DELETE /api/conversations/{id}', { params: [id] })
    found.refresh()
    if (path === `/c/${id}`) go('/')
  }
  return (
    <nav id="sidebar" className="sidebar" aria-label="Conversations and plugins">
      <Link to="/" className="brand">
        <img src="/icon.svg" alt="" width="28" height="28" /> Patchbay
      </Link>
      <Link to="/" className="button new">
        New conversation
      </Link>
      <Link to="/plugins" current={path.startsWith('/plugins')}>
        Plugins
      </Link>
      <Link to="/develop" current={path === '/develop'}>
        Develop your own
      </Link>
      <input
        type="search"
        aria-label="Search conversations"
        placeholder="Search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className="conversations">
        {found.value?.conversations.map((conversation) => (
          <ConversationItem
            key={conversation.id}
            {...conversation}
            isShown={path === `/c/${conversation.id}`}
            onRemove={() => void remove(conversation.id)}
            onRename={found.refresh}
          />
        ))}
      </ul>
      <div className="person">
        <span title={session.user!.email}>{session.user!.email}</span>
        <Link to="/settings">Settings</Link>
        <a href={session.accountUrl}>Account</a>
        <button type="button" className="plain" onClick={() => void ask('POST /api/session/end').then(() => location.assign('/'))}>
          Sign out
        </button>
      </div>
    </nav>
  )
}

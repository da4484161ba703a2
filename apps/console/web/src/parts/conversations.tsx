import type { ConversationSummary } from '@patchbay/console/api'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'
import { go } from '../api/use-route.ts'
import { ConversationItem } from './conversation-item.tsx'
import { groupByDay } from './group-by-day.ts'
import { Icon } from './icon.tsx'

/** As many as the server gives at once. */
const page = 50

/** What was talked about, by day; with words, where they were said. */
export function Conversations({ path, search }: { path: string; search: RefObject<HTMLInputElement | null> }) {
  const [query, setQuery] = useState('')
  const [pages, setPages] = useState(1)
  const { value, problem, refresh } = useAsked(`conversations ${pages} ${query}`, () => loadPages(query, pages))
  // What was found last stays until the next is there.
  const last = useRef<ConversationSummary[]>([])
  const found = (last.current = value ?? last.current)
  useEffect(() => {
    addEventListener('conversations', refresh)
    return () => removeEventListener('conversations', refresh)
  }, [refresh])
  const remove = async (id: string) => {
    await ask('DELETE /api/conversations/{id}', { params: [id] })
    refresh()
    if (path === `/c/${id}`) go('/')
  }
  return (
    <>
      <SearchField
        field={search}
        value={query}
        onChange={(text) => {
          setQuery(text)
          setPages(1)
        }}
      />
      <div className="conversations">
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        {query && value?.length === 0 && (
          <p className="quiet" role="status">
            Nothing was said about “{query}”.
          </p>
        )}
        <Days conversations={found} path={path} onRemove={(id) => void remove(id)} onRename={refresh} />
        {found.length === pages * page && (
          <button type="button" className="plain" onClick={() => setPages(pages + 1)}>
            Show older ones
          </button>
        )}
      </div>
    </>
  )
}

interface DaysProps {
  conversations: readonly ConversationSummary[]
  path: string
  onRemove: (id: string) => void
  onRename: () => void
}

function Days({ conversations, path, onRemove, onRename }: DaysProps) {
  return groupByDay(conversations, new Date()).map(({ title, things }) => (
    <section key={title} aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {things.map((conversation) => (
          <ConversationItem
            key={conversation.id}
            conversation={conversation}
            isShown={path === `/c/${conversation.id}`}
            onRemove={() => onRemove(conversation.id)}
            onRename={onRename}
          />
        ))}
      </ul>
    </section>
  ))
}

interface SearchFieldProps {
  field: RefObject<HTMLInputElement | null>
  value: string
  onChange: (text: string) => void
}

function SearchField({ field, value, onChange }: SearchFieldProps) {
  return (
    <label className="search">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label="Search conversations"
        placeholder="Search"
        title="Ctrl or ⌘ + K"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}

async function loadPages(query: string, pages: number): Promise<ConversationSummary[]> {
  const found: ConversationSummary[] = []
  while (found.length < pages * page) {
    const before = found.at(-1)?.updatedAt
    const asked = { ...(query && { query }), ...(before && { before }) }
    const { conversations } = await ask('GET /api/conversations', { query: asked })
    found.push(...conversations)
    if (conversations.length < page) break
  }
  return found
}

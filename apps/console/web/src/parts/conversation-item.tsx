import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { Link } from './link.tsx'

interface ConversationItemProps {
  id: string
  title: string
  isShown: boolean
  onRemove: () => void
  onRename: () => void
}

/** A conversation in the list: to open, rename and delete. */
export function ConversationItem({ id, title, isShown, onRemove, onRename }: ConversationItemProps) {
  const [draft, setDraft] = useState<string>()
  const [isLeaving, setIsLeaving] = useState(false)
  const name = title || 'New conversation'
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (draft?.trim()) await ask('PATCH /api/conversations/{id}', { params: [id], body: { title: draft.trim() } }).catch(() => undefined)
    setDraft(undefined)
    onRename()
  }
  if (draft !== undefined)
    return (
      <li>
        <form onSubmit={(event) => void save(event)}>
          <input
            aria-label={`New name of ${name}`}
            value={draft}
            maxLength={100}
            autoFocus
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setDraft(undefined)}
            onBlur={() => setDraft(undefined)}
          />
        </form>
      </li>
    )
  return (
    <li>
      <Link to={`/c/${id}`} current={isShown}>
        {name}
      </Link>
      <button type="button" className="icon" aria-label={`Rename ${name}`} onClick={() => setDraft(title)}>
        ✎
      </button>
      <button
        type="button"
        className="icon"
        aria-label={isLeaving ? `Really delete ${name}` : `Delete ${name}`}
        onClick={() => (isLeaving ? onRemove() : setIsLeaving(true))}
        onBlur={() => setIsLeaving(false)}
      >
        {isLeaving ? 'Delete?' : '×'}
      </button>
    </li>
  )
}

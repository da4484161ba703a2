import type { ConversationSummary } from '@patchbay/console/api'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'
import { SureButton } from './sure-button.tsx'

interface ConversationItemProps {
  conversation: ConversationSummary
  isShown: boolean
  onRemove: () => void
  onRename: () => void
}

/** A conversation in the list: to open, rename and delete. */
export function ConversationItem({ conversation, isShown, onRemove, onRename }: ConversationItemProps) {
  const { id, title, snippet } = conversation
  const [draft, setDraft] = useState<string>()
  const name = title || 'New conversation'
  const save = async () => {
    if (draft?.trim() && draft.trim() !== title)
      await ask('PATCH /api/conversations/{id}', { params: [id], body: { title: draft.trim() } }).catch(() => undefined)
    setDraft(undefined)
    onRename()
  }
  if (draft !== undefined)
    return (
      <li>
        <form
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            void save()
          }}
        >
          <input
            aria-label={`New name of ${name}`}
            value={draft}
            maxLength={100}
            autoFocus
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setDraft(undefined)}
            onBlur={() => void save()}
          />
        </form>
      </li>
    )
  return (
    <li>
      <Link to={`/c/${id}`} current={isShown}>
        <span title={name}>{name}</span>
        {snippet && <Snippet text={snippet} />}
      </Link>
      <button type="button" className="icon" aria-label={`Rename ${name}`} title="Rename" onClick={() => setDraft(title)}>
        <Icon name="edit" />
      </button>
      <SureButton className="icon" label={`Delete ${name}`} title="Delete" question="Delete?" onSure={onRemove}>
        <Icon name="remove" />
      </SureButton>
    </li>
  )
}

/** Where it was found, with the hit between two control characters. */
function Snippet({ text }: { text: string }) {
  const [before = '', hit, after] = text.split(/\p{Cc}/u)
  return (
    <span className="snippet">
      {before}
      {hit !== undefined && <mark>{hit}</mark>}
      {after}
    </span>
  )
}

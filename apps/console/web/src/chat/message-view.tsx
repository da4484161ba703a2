import type { AssistantMessage, Call, LinkPreview, MessageLinks, Part, UserMessage } from '@patchbay/console/api'
import { type SyntheticEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Markdown, OutLink } from '../parts/markdown.tsx'
import { CallCard } from './call-card.tsx'
import { Candidates } from './candidates.tsx'
import type { BranchStep } from './to-branch.ts'
import { toWords } from './to-words.ts'
import type { Chat } from './use-conversation.ts'

interface Props extends BranchStep {
  chat: Chat
  /** Those of the branch that is shown. */
  calls: readonly Call[]
}

export function MessageView({ message, versions, chat, calls }: Props) {
  return (
    <article
      id={message.id}
      className={`message ${message.role} ${message.parentId !== null && message.parentId === chat.saidId ? 'fresh' : ''}`}
      aria-label={message.role === 'user' ? 'You' : message.model}
    >
      {message.role === 'user' ? <UserText message={message} chat={chat} /> : <AnswerView message={message} chat={chat} calls={calls} />}
      {versions.length > 1 && <Versions versions={versions} onShow={chat.show} />}
    </article>
  )
}

function Versions({ versions, onShow }: { versions: BranchStep['versions']; onShow: (leafId: string) => void }) {
  const at = versions.findIndex(({ isShown }) => isShown)
  const step = (by: number) => () => onShow(versions[at + by]!.leafId)
  return (
    <p className="versions">
      <button type="button" className="icon" aria-label="Version before" disabled={at === 0} onClick={step(-1)}>
        ‹
      </button>
      {at + 1} of {versions.length}
      <button type="button" className="icon" aria-label="Next version" disabled={at === versions.length - 1} onClick={step(1)}>
        ›
      </button>
    </p>
  )
}

function UserText({ message, chat }: { message: UserMessage; chat: Chat }) {
  const [draft, setDraft] = useState<string>()
  if (draft === undefined) {
    return (
      <>
        <p className="said">{message.text}</p>
        <p className="actions-of">
          <CopyButton label="Copy what I said" read={() => message.text} />
          <button
            type="button"
            className="icon"
            aria-label="Edit"
            title="Edit"
            onClick={() => setDraft(message.text)}
            disabled={chat.runId !== null}
          >
            <Icon name="edit" />
          </button>
        </p>
      </>
    )
  }
  const save = async () => {
    if (await chat.send({ text: draft, parentId: message.parentId })) setDraft(undefined)
  }
  return (
    <div className="editing">
      <textarea
        aria-label="Your message"
        value={draft}
        rows={3}
        autoFocus
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && setDraft(undefined)}
      />
      <p className="buttons">
        <button type="button" className="second" onClick={() => setDraft(undefined)}>
          Cancel
        </button>
        <button type="button" onClick={() => void save()} disabled={draft.trim() === ''}>
          Send
        </button>
      </p>
    </div>
  )
}

type AnswerProps = Omit<Props, 'message' | 'versions'> & { message: AssistantMessage }

function AnswerView({ message, chat, calls }: AnswerProps) {
  const isOver = message.status !== 'running' && message.status !== 'waiting'
  const links = useAsked(`links ${message.id} ${isOver}`, () =>
    isOver ? ask('GET /api/messages/{id}/links', { params: [message.id] }) : Promise.resolve({ previews: [], images: {} }),
  )
  return (
    <>
      {message.parts.map((part, index) => (
        <PartView key={index} part={part} isOpen={!isOver} images={links.value?.images} chat={chat} calls={calls} />
      ))}
      {message.status === 'running' && <p className="quiet working">Working</p>}
      {message.status === 'stopped' && <p className="quiet">{runsOn(message) ? stoppedWhileRunning : 'Stopped.'}</p>}
      {message.problem && (
        <p className="problem" role="alert">
          {message.problem}
        </p>
      )}
      <Previews previews={links.value?.previews ?? []} />
      {isOver && <Foot message={message} chat={chat} />}
    </>
  )
}

interface PartProps extends Pick<Props, 'chat' | 'calls'> {
  part: Part
  isOpen: boolean
  images: MessageLinks['images'] | undefined
}

function PartView({ part, isOpen, images, chat, calls }: PartProps) {
  if (part.type === 'text') return <Markdown text={part.text} images={images} />
  if (part.type === 'notice') return <p className="notice">{part.text}</p>
  if (part.type === 'call')
    return <CallCard call={part.call} isOpen={isOpen} calls={calls} onAnswer={(answer) => chat.answer(part.call.id, answer)} />
  return (
    <Candidates
      part={part}
      onChoose={({ pluginId, pluginTitle, action, arguments: values }) =>
        void chat.send({ text: `${pluginTitle}: ${toWords(action)}`, choice: { pluginId, action, arguments: values } })
      }
    />
  )
}

function Foot({ message, chat }: Pick<AnswerProps, 'message' | 'chat'>) {
  return (
    <p className="foot">
      <CopyButton label="Copy the answer" read={() => toText(message)} />
      <button
        type="button"
        className="icon"
        aria-label="Try again"
        title="Try again"
        onClick={() => chat.retry(message.id)}
        disabled={chat.runId !== null}
      >
        <Icon name="retry" />
      </button>
      <span>
        {message.model}
        {message.usage && ` · ${message.usage.promptTokens + message.usage.completionTokens} tokens`}
      </span>
    </p>
  )
}

const stoppedWhileRunning = 'Stopped. What runs in the background goes on; its card above can cancel it.'

function runsOn({ parts }: AssistantMessage): boolean {
  return parts.some((part) => part.type === 'call' && (part.call.job?.state === 'queued' || part.call.job?.state === 'running'))
}

/** The words of an answer, as markdown. */
function toText({ parts }: AssistantMessage): string {
  return parts.flatMap((part) => (part.type === 'text' || part.type === 'candidates' ? [part.text] : [])).join('\n\n')
}

/** A picture that can't be had is left out. */
function hide({ currentTarget }: SyntheticEvent<HTMLImageElement>): void {
  currentTarget.hidden = true
}

function Previews({ previews }: { previews: readonly LinkPreview[] }) {
  if (previews.length === 0) return null
  return (
    <ul className="previews" aria-label="Where the links lead">
      {previews.map((preview) => (
        <PreviewCard key={preview.url} preview={preview} />
      ))}
    </ul>
  )
}

function PreviewCard({ preview: { url, host, siteName, title, description, image } }: { preview: LinkPreview }) {
  return (
    <li className="preview">
      {image && <img src={image} alt="" loading="lazy" onError={hide} />}
      <div>
        <strong>
          <OutLink href={url}>{title ?? host}</OutLink>
        </strong>
        {description && <p>{description}</p>}
        {siteName && <p className="quiet">{siteName}</p>}
      </div>
    </li>
  )
}

import type { Message, Session } from '@patchbay/console/api'
import { go } from '../api/use-route.ts'
import { Icon } from '../parts/icon.tsx'
import { NothingHere } from '../parts/nothing-here.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Composer } from './composer.tsx'
import { ConversationTools } from './conversation-tools.tsx'
import { MessageView } from './message-view.tsx'
import { PluginPicker } from './plugin-picker.tsx'
import { Suggestions } from './suggestions.tsx'
import { toBranch } from './to-branch.ts'
import { useConversation } from './use-conversation.ts'
import { usePlace } from './use-place.ts'

/** One conversation; without an id a new one, made with the first message. */
export function ChatView({ id, session }: { id: string | null; session: Session }) {
  const chat = useConversation(id, (made) => go(`/c/${made}`))
  const branch = toBranch(chat.messages, chat.leafId)
  const calls = branch.flatMap(({ message }) =>
    message.role === 'assistant' ? message.parts.flatMap((part) => (part.type === 'call' ? [part.call] : [])) : [],
  )
  const last = branch.at(-1)?.message
  const place = usePlace(chat.saidId, chat.isLoaded)
  if (chat.isGone) return <NothingHere text="This conversation was deleted, or it is somebody else’s." />
  return (
    <main id="main" className="chat">
      <header className="bar">
        <PluginPicker session={session} chosen={chat.pluginIds} onChange={chat.setPlugins} />
        {id !== null && <ConversationTools id={id} />}
      </header>
      <p className="unseen" role="status">
        {toNews(last)}
      </p>
      <div ref={place.scroller} className="messages" role="log" aria-live="off" aria-label="Messages">
        <div className="thread">
          {branch.length === 0 && chat.isLoaded && (
            <Suggestions
              session={session}
              chosen={chat.pluginIds}
              onChoose={(text) => void chat.send({ text })}
              onSwitchOn={(plugin) => chat.setPlugins([...chat.pluginIds, plugin])}
            />
          )}
          {branch.length > 0 && <PageTitle className="unseen" title={toTitle(branch[0]!.message)} />}
          {branch.map((step) => (
            <MessageView key={step.message.id} {...step} chat={chat} calls={calls} />
          ))}
          {last?.role === 'user' && chat.runId === null && <Unanswered onRetry={() => chat.retry(last.id)} />}
          <div ref={place.end} className="end" />
        </div>
      </div>
      <div className="below">
        {place.isAway && (
          <button type="button" className="to-end" aria-label="To the newest message" title="To the newest message" onClick={place.toEnd}>
            <Icon name="down" />
          </button>
        )}
        {chat.problem && (
          <p className="problem" role="alert">
            {chat.problem}
          </p>
        )}
        <Composer
          conversation={id ?? 'new'}
          isRunning={chat.runId !== null}
          longest={session.limits.messageLength}
          onSend={(text) => chat.send({ text })}
          onStop={chat.stop}
        />
        <WhoAnswers model={session.model} />
      </div>
    </main>
  )
}

/** A message whose answer was never begun, since the process ended. */
function Unanswered({ onRetry }: { onRetry: () => void }) {
  return (
    <p className="message">
      This was not answered.{' '}
      <button type="button" className="second" onClick={onRetry}>
        Try again
      </button>
    </p>
  )
}

/** What happens, for who can't see it. */
function toNews(message: Message | undefined): string {
  if (message?.role !== 'assistant') return ''
  if (message.status === 'running') return 'Working.'
  return message.status === 'waiting' ? 'You are asked something.' : 'The answer is there.'
}

function toTitle(first: Message): string {
  return first.role === 'user' && first.text ? first.text.slice(0, 60) : 'Conversation'
}

function WhoAnswers({ model: { kind, name, host } }: Pick<Session, 'model'>) {
  return (
    <p className="model">
      {kind === 'planner' ? 'The built-in planner answers. It is not a language model.' : `${name} at ${host} answers. It can be wrong.`}
    </p>
  )
}

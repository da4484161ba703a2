import type { Session } from '@patchbay/console/api'
import { useEffect, useRef } from 'react'
import { go } from '../api/use-route.ts'
import { Composer } from './composer.tsx'
import { ConversationTools } from './conversation-tools.tsx'
import { MessageView } from './message-view.tsx'
import { PluginPicker } from './plugin-picker.tsx'
import { Suggestions } from './suggestions.tsx'
import { toBranch } from './to-branch.ts'
import { useConversation } from './use-conversation.ts'

/** One conversation; without an id a new one, made with the first message. */
export function ChatView({ id, session }: { id: string | null; session: Session }) {
  const chat = useConversation(id, (made) => go(`/c/${made}`))
  const branch = toBranch(chat.messages, chat.leafId)
  const calls = branch.flatMap(({ message }) =>
    message.role === 'assistant' ? message.parts.flatMap((part) => (part.type === 'call' ? [part.call] : [])) : [],
  )
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
  }, [chat.messages])
  return (
    <main id="main" className="chat">
      <header className="bar">
        <PluginPicker session={session} chosen={chat.pluginIds} onChange={chat.setPlugins} />
        {id !== null && <ConversationTools id={id} />}
        <span className="model" title={session.model.host ?? undefined}>
          {session.model.kind === 'planner' ? 'Built-in planner, not a language model' : session.model.name}
        </span>
      </header>
      <div className="messages" role="log" aria-live="polite" aria-busy={chat.runId !== null}>
        {branch.length === 0 && chat.isLoaded && (
          <Suggestions
            session={session}
            chosen={chat.pluginIds}
            onChoose={(text) => void chat.send({ text })}
            onSwitchOn={(plugin) => chat.setPlugins([...chat.pluginIds, plugin])}
          />
        )}
        {branch.length > 0 && <h1 className="unseen">Conversation</h1>}
        {branch.map((step) => (
          <MessageView key={step.message.id} {...step} chat={chat} calls={calls} />
        ))}
        <div ref={end} />
      </div>
      {chat.problem && (
        <p className="problem" role="alert">
          {chat.problem}
        </p>
      )}
      <Composer
        isRunning={chat.runId !== null}
        longest={session.limits.messageLength}
        onSend={(text) => void chat.send({ text })}
        onStop={chat.stop}
      />
    </main>
  )
}

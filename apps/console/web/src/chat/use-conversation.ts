import type { Answer, Message, NewMessage, StartedRun } from '@patchbay/console/api'
import { useCallback, useRef, useState } from 'react'
import { ask } from '../api/client.ts'
import { emptyConversation, loadSwitchedOn, type State, useLoadedConversation, useRunEvents } from './conversation-state.ts'
import { keepSwitchedOn } from './switched-on.ts'

export interface Chat {
  pluginIds: readonly string[]
  messages: readonly Message[]
  leafId: string | null
  runId: string | null
  /** The message of this person that is, or was last, answered while this is shown. */
  saidId: string | undefined
  problem: string | undefined
  isLoaded: boolean
  /** There is no such conversation. */
  isGone: boolean
  setPlugins: (ids: string[]) => void
  /** Whether the message was taken. */
  send: (message: NewMessage) => Promise<boolean>
  retry: (messageId: string) => void
  show: (leafId: string) => void
  stop: () => void
  answer: (callId: string, answer: Answer) => void
}

/** A conversation and what can be done in it. `onMade` hears the id of a new one. */
export function useConversation(id: string | null, onMade: (id: string) => void): Chat {
  const [state, setState] = useState(emptyConversation)
  const [problem, setProblem] = useState<string>()
  const known = useRef(id)
  const fail = useCallback((error: Error) => setProblem(error.message), [])
  const attempt = useCallback((work: Promise<unknown>) => void work.then(() => setProblem(undefined), fail), [fail])
  const load = useLoadedConversation(id, setState, fail)
  useRunEvents(state.runId, setState, load)

  const begin = (started: StartedRun) => {
    // Something else was said in another window.
    if (!state.messages.some((message) => message.id === started.messages[0]!.parentId) && state.messages.length > 0) return load()
    return setState((now) => toBegun(now, started))
  }
  const change = (body: { pluginIds: string[] }) =>
    ask('PATCH /api/conversations/{id}', { params: [known.current!], body }).then(({ pluginIds }) =>
      setState((now) => ({ ...now, pluginIds })),
    )

  return {
    ...state,
    problem,
    setPlugins(pluginIds) {
      keepSwitchedOn(pluginIds)
      setState((now) => ({ ...now, pluginIds }))
      if (known.current !== null)
        change({ pluginIds }).then(
          () => setProblem(undefined),
          (error: Error) => (fail(error), load()),
        )
    },
    async send(message) {
      try {
        const isNew = known.current === null
        const pluginIds = state.isLoaded ? state.pluginIds : await loadSwitchedOn()
        known.current ??= (await ask('POST /api/conversations', { body: { pluginIds } })).id
        const started = await ask('POST /api/conversations/{id}/messages', { params: [known.current], body: message })
        setProblem(undefined)
        dispatchEvent(new Event('conversations'))
        if (isNew) onMade(known.current)
        else begin(started)
        return true
      } catch (error) {
        fail(error as Error)
        return false
      }
    },
    retry: (messageId) => attempt(ask('POST /api/conversations/{id}/retry', { params: [known.current!], body: { messageId } }).then(begin)),
    show(leafId) {
      setState((now) => ({ ...now, leafId }))
      attempt(ask('PATCH /api/conversations/{id}', { params: [known.current!], body: { leafId } }))
    },
    stop: () => state.runId !== null && attempt(ask('POST /api/runs/{id}/stop', { params: [state.runId] })),
    answer: (callId, answer) => attempt(ask('POST /api/calls/{id}/answer', { params: [callId], body: answer })),
  }
}

function toBegun(now: State, { messages, runId }: StartedRun): State {
  const last = messages.at(-1)
  return {
    ...now,
    messages: [...now.messages, ...messages],
    leafId: last?.id ?? now.leafId,
    runId,
    saidId: last?.parentId ?? undefined,
  }
}

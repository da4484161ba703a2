import type { Answer, Message, NewMessage, StartedRun } from '@patchbay/console/api'
import { type Dispatch, type SetStateAction, useCallback, useEffect, useRef, useState } from 'react'
import { ask } from '../api/client.ts'
import { applyEvent } from './apply-event.ts'
import { listen } from './listen.ts'
import { keepSwitchedOn, readSwitchedOn } from './switched-on.ts'

export interface Chat {
  pluginIds: readonly string[]
  messages: readonly Message[]
  leafId: string | null
  runId: string | null
  /** The message of this person that is, or was last, answered while this is shown. */
  saidId: string | undefined
  problem: string | undefined
  isLoaded: boolean
  setPlugins: (ids: string[]) => void
  /** Whether the message was taken. */
  send: (message: NewMessage) => Promise<boolean>
  retry: (messageId: string) => void
  show: (leafId: string) => void
  stop: () => void
  answer: (callId: string, answer: Answer) => void
}

interface State {
  isLoaded: boolean
  pluginIds: string[]
  messages: Message[]
  leafId: string | null
  runId: string | null
  saidId: string | undefined
}

type SetState = Dispatch<SetStateAction<State>>

const empty: State = { isLoaded: false, pluginIds: [], messages: [], leafId: null, runId: null, saidId: undefined }

/** A conversation and what can be done in it. `onMade` hears the id of a new one. */
export function useConversation(id: string | null, onMade: (id: string) => void): Chat {
  const [state, setState] = useState(empty)
  const [problem, setProblem] = useState<string>()
  const known = useRef(id)
  const fail = useCallback((error: Error) => setProblem(error.message), [])
  const attempt = useCallback((work: Promise<unknown>) => void work.then(() => setProblem(undefined), fail), [fail])

  const { runId } = state
  useLoaded(id, setState, fail)
  useRunEvents(runId, setState)

  const begin = (started: StartedRun) => {
    const { messages } = started
    setState((now) => ({
      ...now,
      messages: [...now.messages, ...messages],
      leafId: messages.at(-1)?.id ?? now.leafId,
      runId: started.runId,
      saidId: toSaid(messages.at(-1)),
    }))
  }
  const ensure = async () => {
    if (known.current !== null) return known.current
    const made = await ask('POST /api/conversations', { body: { pluginIds: state.pluginIds } })
    known.current = made.id
    return made.id
  }

  return {
    ...state,
    problem,
    setPlugins(pluginIds) {
      keepSwitchedOn(pluginIds)
      setState((now) => ({ ...now, pluginIds }))
      if (known.current !== null) attempt(ask('PATCH /api/conversations/{id}', { params: [known.current], body: { pluginIds } }))
    },
    async send(message) {
      try {
        const isNew = known.current === null
        const conversation = await ensure()
        const started = await ask('POST /api/conversations/{id}/messages', { params: [conversation], body: message })
        setProblem(undefined)
        if (isNew) onMade(conversation)
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
    stop: () => runId !== null && attempt(ask('POST /api/runs/{id}/stop', { params: [runId] })),
    answer: (callId, answer) => attempt(ask('POST /api/calls/{id}/answer', { params: [callId], body: answer })),
  }
}

/** What an answer answers. */
function toSaid(answer: Message | undefined): string | undefined {
  return answer?.parentId ?? undefined
}

/** The plugins of the newest conversation, as far as they may still be called. */
function readLastPlugins(plugins: readonly { id: string; isReady: boolean }[]): string[] {
  return readSwitchedOn().filter((id) => plugins.some((plugin) => plugin.id === id && plugin.isReady))
}

/** What is known of the conversation; for a new one the plugins of the last. */
function useLoaded(id: string | null, setState: SetState, fail: (error: Error) => void): void {
  useEffect(() => {
    if (id !== null)
      ask('GET /api/conversations/{id}', { params: [id] }).then(({ pluginIds, messages, leafId, runId }) => {
        const saidId = runId === null ? undefined : toSaid(messages.find(({ id: each }) => each === leafId))
        setState({ isLoaded: true, pluginIds, messages, leafId, runId, saidId })
      }, fail)
    else
      void ask('GET /api/plugins').then(
        ({ plugins }) =>
          setState((now) => ({ ...now, isLoaded: true, pluginIds: now.pluginIds.length > 0 ? now.pluginIds : readLastPlugins(plugins) })),
        fail,
      )
  }, [id, setState, fail])
}

/** Follows a run until its end. */
function useRunEvents(runId: string | null, setState: SetState): void {
  useEffect(() => {
    if (runId === null) return undefined
    return listen(runId, (event) => {
      if (event.type === 'end') setState((now) => ({ ...now, runId: null }))
      if (event.type === 'end' || event.type === 'title') dispatchEvent(new Event('conversations'))
      else setState((now) => ({ ...now, messages: applyEvent(now.messages, event) }))
    })
  }, [runId, setState])
}

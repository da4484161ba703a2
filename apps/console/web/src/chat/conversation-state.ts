import type { Message } from '@patchbay/console/api'
import { type Dispatch, type SetStateAction, useCallback, useEffect } from 'react'
import { ask, Refusal } from '../api/client.ts'
import { applyEvent } from './apply-event.ts'
import { listen } from './listen.ts'
import { keepSwitchedOn, readSwitchedOn } from './switched-on.ts'

/** What is known of a conversation. */
export interface State {
  isLoaded: boolean
  /** There is no such conversation. */
  isGone: boolean
  pluginIds: string[]
  messages: Message[]
  leafId: string | null
  runId: string | null
  saidId: string | undefined
}

type SetState = Dispatch<SetStateAction<State>>

export const emptyConversation: State = {
  isLoaded: false,
  isGone: false,
  pluginIds: [],
  messages: [],
  leafId: null,
  runId: null,
  saidId: undefined,
}

/** What the server knows of the conversation; for a new one the plugins of the last. Gives what loads it anew. */
export function useLoadedConversation(id: string | null, setState: SetState, fail: (error: Error) => void): () => void {
  const load = useCallback(() => {
    const found = id === null ? loadNew() : loadKnown(id)
    found.then((update) => setState(update), fail)
  }, [id, setState, fail])
  useEffect(() => load(), [load])
  useEffect(() => {
    // Another window may have gone on with it.
    const onSeen = () => document.visibilityState === 'visible' && id !== null && load()
    document.addEventListener('visibilitychange', onSeen)
    return () => document.removeEventListener('visibilitychange', onSeen)
  }, [id, load])
  return load
}

type Update = (now: State) => State

async function loadKnown(id: string): Promise<Update> {
  try {
    const { pluginIds, messages, leafId, runId } = await ask('GET /api/conversations/{id}', { params: [id] })
    const answered = messages.find((message) => message.id === leafId)?.parentId ?? undefined
    return (now) => ({
      isLoaded: true,
      isGone: false,
      pluginIds,
      messages,
      leafId,
      runId,
      saidId: runId === null ? now.saidId : answered,
    })
  } catch (error) {
    if (error instanceof Refusal && error.problem.code === 'not_found') return (now) => ({ ...now, isGone: true })
    throw error
  }
}

async function loadNew(): Promise<Update> {
  const ready = await loadSwitchedOn()
  return (now) => ({ ...now, isLoaded: true, pluginIds: now.pluginIds.length > 0 ? now.pluginIds : ready })
}

/** The plugins that were on last, as far as they may still be called. */
export async function loadSwitchedOn(): Promise<string[]> {
  const { plugins } = await ask('GET /api/plugins')
  const ready = readSwitchedOn().filter((id) => plugins.some((plugin) => plugin.id === id && plugin.isReady))
  keepSwitchedOn(ready)
  return ready
}

/** Follows a run until its end. One that is lost, with the process that had it, is as it was stored. */
export function useRunEvents(runId: string | null, setState: SetState, load: () => void): void {
  useEffect(() => {
    if (runId === null) return undefined
    return listen(runId, {
      onLost: load,
      onEvent(event) {
        if (event.type === 'end') setState((now) => ({ ...now, runId: null }))
        if (event.type === 'end' || event.type === 'title') dispatchEvent(new Event('conversations'))
        else setState((now) => ({ ...now, messages: applyEvent(now.messages, event) }))
      },
    })
  }, [runId, setState, load])
}

import type { Client, Location, User } from '@patchbay/plugin-kit'

/** A background job as its owner sees it. */
export interface Job {
  id: string
  plugin: string
  /** The action, or the plugin's own job. */
  name: string
  status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled'
  /** Grows with every change. */
  version: number
  progress: { fraction: number; message: string | undefined }
  /** Whether somebody asked for its end, which may come too late. */
  isCancelling: boolean
  /** JSON text of the answer, once it succeeded. */
  result: string | undefined
  /** Why it failed. */
  error: JobProblem | undefined
  requestId: string
  createdAt: Date
  finishedAt: Date | undefined
}

/** What its owner may know of a failure. */
export interface JobProblem {
  code: string
  status: number
  detail: string
  /** More members of the problem document. */
  details?: Record<string, unknown> | undefined
}

/** What `run` gets of the call that started the job. */
export interface Caller {
  user: User | undefined
  client: Client
  scopes: readonly string[]
  location: Location
}

/** Whose jobs are meant. Nobody else can see that they exist. */
export interface Owner {
  /** Of one plugin, or of any of several. */
  plugin: string | readonly string[]
  caller: Pick<Caller, 'user' | 'client'>
}

export interface NewJob {
  plugin: string
  name: string
  /** Checked input, which becomes JSON. */
  input: unknown
  caller: Caller
  requestId: string
  /** Two jobs of the plugin never have the same; the first wins. */
  uniqueKey?: string | undefined
  /** Milliseconds until it may run. */
  delay?: number | undefined
  /** What it belongs to: a `traceparent`. */
  trace?: string | undefined
}

/** Work that nobody called for. */
export const systemCaller: Caller = { user: undefined, client: { id: 'system', kind: 'anonymous' }, scopes: [], location: {} }

export function toOwner({ user, client }: Pick<Caller, 'user' | 'client'>): string {
  return user ? `user:${user.id}` : `client:${client.id}`
}

export function isFinal({ status }: Pick<Job, 'status'>): boolean {
  return status !== 'queued' && status !== 'running'
}

import { AppError, type ErrorCode } from '@patchbay/plugin-kit'
import type { z } from 'zod'
import { duffelErrorSchema } from './duffel-schema.ts'

export interface DuffelClientOptions {
  token: string
  /** `https://api.duffel.com`. */
  url: string
}

export interface DuffelCall<Data extends z.ZodType> {
  method: 'GET' | 'POST'
  path: string
  /** Sent as `{ "data": … }`. */
  data?: object
  schema: Data
  signal: AbortSignal
}

/** Sends one request and gives the `data` of its answer. */
export type DuffelClient = <Data extends z.ZodType>(call: DuffelCall<Data>) => Promise<z.output<Data>>

/**
 * A client of the Duffel API v2 (https://duffel.com/docs/api/overview/making-requests). It throws AppError: `not_found`
 * on 404, `conflict` with Duffel's words on other refusals, `too_many_requests` on 429, `upstream_failed` otherwise.
 */
export function createDuffelClient({ token, url }: DuffelClientOptions): DuffelClient {
  const headers = {
    authorization: `Bearer ${token}`,
    'duffel-version': 'v2',
    accept: 'application/json',
    'content-type': 'application/json',
  }
  return async ({ method, path, data, schema, signal }) => {
    const body = data && { body: JSON.stringify({ data }) }
    const response = await fetch(url + path, { method, headers, signal, redirect: 'error', ...body })
    if (!response.ok) throw await toAppError(response)
    const answer = schema.safeParse(((await response.json()) as { data?: unknown }).data)
    if (!answer.success)
      throw new AppError('upstream_failed', 'The seller answered in a form that is not understood. Tell the operator.', {
        cause: answer.error,
      })
    return answer.data
  }
}

const codes: Record<number, ErrorCode> = {
  400: 'conflict',
  404: 'not_found',
  409: 'conflict',
  410: 'conflict',
  422: 'conflict',
  429: 'too_many_requests',
}

async function toAppError(response: Response): Promise<AppError> {
  const code = codes[response.status] ?? 'upstream_failed'
  const answer = duffelErrorSchema.safeParse(await response.json().catch(() => undefined))
  const words = answer.success ? answer.data.errors[0]! : undefined
  const cause = new Error(`Duffel answered ${response.status}`, { cause: answer.data })
  if (code === 'upstream_failed') return new AppError(code, 'The seller could not be asked. Try again later.', { cause })
  if (code === 'too_many_requests')
    return new AppError(code, 'The seller gets too many requests. Try again in a minute.', { cause, headers: { 'retry-after': '60' } })
  return new AppError(code, `The seller refused: ${(words?.message ?? words?.title ?? 'no reason given').slice(0, 200)}`, { cause })
}

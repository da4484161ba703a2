/** A JSON-RPC message between page and host. */
export interface Message {
  jsonrpc: '2.0'
  id?: number | string
  method?: string
  params?: Record<string, unknown>
  result?: Record<string, unknown>
  error?: { code: number; message: string }
}

export interface Channel {
  request(method: string, params: Record<string, unknown>): Promise<Record<string, unknown>>
  notify(method: string, params: Record<string, unknown>): void
}

/** Answers a request of the host, or takes a notification; undefined for a method it does not know. */
export type Handler = (method: string, params: Record<string, unknown>) => Record<string, unknown> | undefined

/**
 * JSON-RPC with the window that embeds this page. Whatever comes from another window is ignored, and once the host has answered, so is
 * whatever comes from another origin.
 */
export function openChannel(handle: Handler): Channel {
  const waiting = new Map<number | string, { resolve: (result: Record<string, unknown>) => void; reject: (error: Error) => void }>()
  let host: string | undefined
  let lastId = 0
  const send = (message: Omit<Message, 'jsonrpc'>) => parent.postMessage({ jsonrpc: '2.0', ...message }, toTarget(host))

  const settle = ({ id, result, error }: Message) => {
    const pending = waiting.get(id!)
    if (!pending) return
    waiting.delete(id!)
    if (error) pending.reject(new Error(error.message))
    else pending.resolve(result ?? {})
  }

  const answer = ({ id, method, params = {} }: Message) => {
    const result = handle(method!, params)
    if (id === undefined) return
    send(result ? { id, result } : { id, error: { code: -32601, message: `Method not found: ${method}` } })
  }

  addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== parent || !isMessage(event.data) || (host !== undefined && event.origin !== host)) return
    if (event.data.method !== undefined) return answer(event.data)
    if (event.data.id !== undefined && waiting.has(event.data.id)) host ??= event.origin
    settle(event.data)
  })

  return {
    request: (method, params) =>
      new Promise((resolve, reject) => {
        lastId += 1
        waiting.set(lastId, { resolve, reject })
        send({ id: lastId, method, params })
      }),
    notify: (method, params) => send({ method, params }),
  }
}

/** Nothing secret is said before the host is known; an opaque origin can't be named. */
function toTarget(host: string | undefined): string {
  return host === undefined || host === 'null' ? '*' : host
}

function isMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && (data as { jsonrpc?: unknown }).jsonrpc === '2.0'
}

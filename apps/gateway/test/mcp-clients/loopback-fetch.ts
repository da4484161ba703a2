import { request } from 'node:http'
import { Readable } from 'node:stream'

/** A `fetch` for names below `localhost`, which Node does not resolve by itself: every request goes to the one port. */
export function createLoopbackFetch(port: number): typeof fetch {
  return async (input, init) => {
    const asked = new Request(input, init)
    const target = new URL(asked.url)
    const headers = { ...Object.fromEntries(asked.headers), host: target.host }
    const body = asked.body === null ? undefined : Buffer.from(await asked.arrayBuffer())
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path: `${target.pathname}${target.search}`, method: asked.method, headers }
      const sent = request({ ...options, signal: asked.signal }, (answer) => {
        const status = answer.statusCode!
        const received = new Headers()
        for (const [name, value] of Object.entries(answer.headers)) received.set(name, String(value))
        const isEmpty = status === 204 || status === 304
        if (isEmpty) answer.resume()
        resolve(new Response(isEmpty ? null : (Readable.toWeb(answer) as ReadableStream), { status, headers: received }))
      })
      sent.once('error', reject)
      sent.end(body)
    })
  }
}

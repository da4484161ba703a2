import { createSafeRequest } from '@patchbay/safe-fetch'
import { createServer, type RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { McpSignInError, withMcp } from './connect-mcp.ts'

describe('withMcp', () => {
  it('gives up when it is told to, however early that is', async () => {
    const stop = new AbortController()
    await using server = await listen(() => stop.abort())
    await using request = open()
    const connection = { url: server.url, request: request.request, signal: stop.signal }
    await expect(withMcp(connection, (client) => client.ping())).rejects.toThrow('abort')
  })

  it('tells a sign-in that is wanted from everything else', async () => {
    await using server = await listen((_, response) =>
      response.writeHead(401, { 'www-authenticate': 'Bearer resource_metadata="https://birds.example/meta"' }).end(),
    )
    await using request = open()
    const error: unknown = await withMcp({ url: server.url, request: request.request }, (client) => client.ping()).catch(
      (each: unknown) => each,
    )
    expect(error).toBeInstanceOf(McpSignInError)
    expect((error as McpSignInError).metadataUrl?.href).toBe('https://birds.example/meta')
  })
})

function open() {
  const request = createSafeRequest({ allowLoopback: true })
  return { request, [Symbol.asyncDispose]: () => request.close() }
}

async function listen(answer: RequestListener) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: new URL(`http://localhost:${(server.address() as { port: number }).port}/mcp`),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { createTaskSessionFromClient, type RawClientDispatch } from '@modelcontextprotocol/ext-tasks/client'
import { createLoopbackFetch, createTestProvider, documentId, modern } from '@patchbay/gateway/testing'
import type { Hands } from './hands.ts'
import { readStructured } from './hands.ts'
import { signIn, toUrl, type Opening } from './sign-in.ts'
import { cancelTask, finishTask } from './task-session.ts'

const clientInfo = { name: 'Agent', version: '1' }
const capabilities = { elicitation: { form: {} } }

/** The official client 2.4 in 2026-07-28: it describes itself, asks its person by a form, and follows tasks of the extension. */
export async function openModern({ gateway, person, plugin }: Opening): Promise<Hands> {
  const url = toUrl({ gateway, plugin })
  const fetch = createLoopbackFetch(gateway.port)
  const provider = createTestProvider(documentId)
  const transport = () => new StreamableHTTPClientTransport(url, { authProvider: provider, fetch })
  const client = await signIn(
    { person, plugin, provider },
    {
      connect: async () => {
        const client = new Client(clientInfo, { capabilities, versionNegotiation: { mode: 'auto' } })
        await client.connect(transport())
        return client
      },
      finish: (back) => transport().finishAuth(back),
    },
  )
  const { access_token: token } = (await provider.tokens())!
  const tasks = createTaskSessionFromClient(client, {
    endpointId: url.host,
    rawDispatch: createDispatch(url, token, fetch),
    v2RequestFraming: { protocolVersion: '2026-07-28', clientInfo, clientCapabilities: capabilities },
    onInputRequest: async () => ({ action: 'accept', content: { agree: true } }) as never,
  })
  const { tools } = await client.listTools()
  return {
    names: tools.map(({ name }) => name),
    call: async (name, given) => readStructured(name, await client.callTool({ name, arguments: given })),
    finish: async (name, given) => finishTask(name, await tasks.callTool(name, given as never)),
    cancel: async (name, given) => cancelTask(await tasks.callTool(name, given as never)),
    async close() {
      await tasks.close()
      await client.close()
    },
  }
}

/** The client leaves it to its host to send what its own schemas do not know: tasks of the extension. */
function createDispatch(url: URL, token: string, fetch: typeof globalThis.fetch): RawClientDispatch {
  return async (request) => {
    const { method, params } = request as { method: string; params: Record<string, unknown> }
    const { body, headers } = modern(method, params)
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ ...body, params }),
    })
    const message = (await answer.json()) as { result: never } | { error: never }
    return 'error' in message ? { kind: 'error', error: message.error } : { kind: 'result', result: message.result }
  }
}

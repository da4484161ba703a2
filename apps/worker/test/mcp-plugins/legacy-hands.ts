import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { createTaskSessionFromClient, toolDeclarationFromMcpTool } from '@modelcontextprotocol/ext-tasks/client'
import { createLoopbackFetch, createTestProvider } from '@patchbay/gateway/testing'
import { expect } from 'vitest'
import type { Given, Hands } from './hands.ts'
import { asks, readStructured } from './hands.ts'
import { signIn, toUrl, type Opening } from './sign-in.ts'
import { cancelTask, finishTask } from './task-session.ts'

/** The official client 2.4 as before 2026: it registers, opens pages for its person, and follows tasks of 2025-11-25. */
export async function openLegacy({ gateway, person, plugin }: Opening): Promise<Hands> {
  const fetch = createLoopbackFetch(gateway.port)
  const provider = createTestProvider()
  const transport = () => new StreamableHTTPClientTransport(toUrl({ gateway, plugin }), { authProvider: provider, fetch })
  const options = { capabilities: { elicitation: { url: {} } }, versionNegotiation: { mode: 'legacy' } } as const
  const client = await signIn(
    { person, plugin, provider },
    {
      connect: async () => {
        const client = new Client({ name: 'Agent', version: '1' }, options)
        await client.connect(transport())
        return client
      },
      finish: (back) => transport().finishAuth(back),
    },
  )
  const { tools } = await client.listTools()
  const declarations = new Map(tools.map((tool) => [tool.name, toolDeclarationFromMcpTool(tool)]))
  const tasks = createTaskSessionFromClient(client, { endpointId: 'legacy', tools: { currentTool: (name) => declarations.get(name) } })
  /** Refused until the person has agreed on the page; then the same call again. */
  const start = async (name: string, given: Given) => {
    const begin = () => tasks.callTool(name, given as never, { task: { preference: 'prefer' } })
    if (!asks(name)) return begin()
    const refusal: unknown = await client.callTool({ name, arguments: given }).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: -32042, data: { elicitations: [{ mode: 'url', url: expect.any(String) }] } })
    await person.approve((refusal as { data: { elicitations: { url: string }[] } }).data.elicitations[0]!.url)
    return begin()
  }
  return {
    names: tools.map(({ name }) => name),
    call: async (name, given) => readStructured(name, await client.callTool({ name, arguments: given })),
    finish: async (name, given) => finishTask(name, await start(name, given)),
    cancel: async (name, given) => cancelTask(await start(name, given)),
    async close() {
      await tasks.close()
      await client.close()
    },
  }
}

import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { createLoopbackFetch, createTestProvider } from '@patchbay/gateway/testing'
import { expect } from 'vitest'
import { asks, readStructured, type Given, type Hands } from './hands.ts'
import { signIn, toUrl, type Opening } from './sign-in.ts'

/** The official client 1.32: it registers, can ask its person nothing, and follows tasks of 2025-11-25. */
export async function openOld({ gateway, person, plugin }: Opening): Promise<Hands> {
  const provider = createTestProvider()
  const options = { authProvider: provider as never, fetch: createLoopbackFetch(gateway.port) }
  const transport = () => new StreamableHTTPClientTransport(toUrl({ gateway, plugin }), options)
  const client = await signIn(
    { person, plugin, provider },
    {
      connect: async () => {
        const client = new Client({ name: 'Agent', version: '1' })
        await client.connect(transport() as never)
        return client
      },
      finish: (back) => transport().finishAuth(back.get('code')!),
    },
  )
  const { tools } = await client.listTools()
  const call = async (name: string, given: Given) => readStructured(name, await client.callTool({ name, arguments: given }))
  /** What is asked stands in the answer: its page, and what to call again with. */
  const agree = async (name: string, given: Given): Promise<Given> => {
    if (!asks(name)) return given
    const { status, confirmation } = await call(name, given)
    expect(status).toBe('confirmation_required')
    await person.approve(confirmation.url)
    return { ...given, confirmationId: confirmation.id }
  }
  const start = async (name: string, given: Given) =>
    client.experimental.tasks.callToolStream({ name, arguments: await agree(name, given) }, undefined, { task: { ttl: 60_000 } })
  return {
    names: tools.map(({ name }) => name),
    call,
    async finish(name, given) {
      let jobId = ''
      for await (const message of await start(name, given)) {
        if (message.type === 'taskCreated') jobId = message.task.taskId
        if (message.type === 'error') throw message.error
        if (message.type === 'result') return { jobId, result: readStructured(name, message.result) }
      }
      throw new Error(`${name} gave no result`)
    },
    async cancel(name, given) {
      for await (const message of await start(name, given)) {
        if (message.type !== 'taskCreated') continue
        const { taskId } = message.task
        expect(await client.experimental.tasks.cancelTask(taskId)).toMatchObject({ taskId })
        return taskId
      }
      throw new Error(`${name} gave no task`)
    },
    close: () => client.close(),
  }
}

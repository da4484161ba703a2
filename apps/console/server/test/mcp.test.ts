import { McpServer } from '@modelcontextprotocol/server'
import { createMcpHandler } from '@modelcontextprotocol/server'
import { toNodeHandler } from '@modelcontextprotocol/node'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AssistantMessage, Call, PluginDetail } from '../src/api.ts'
import type { Person } from './person.ts'
import { startScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

let model: ScriptedModel
let started: TestConsole
let server: Server
let url: string
let ada: Person

function createTools(): McpServer {
  const tools = new McpServer({ name: 'birds-of-mine', version: '1' }, { instructions: 'Tools about birds.' })
  const inputSchema = z.object({ name: z.string() })
  tools.registerTool('findBird', { description: 'Find a bird.', inputSchema, annotations: { readOnlyHint: true } }, ({ name }) => ({
    content: [{ type: 'text', text: `${name} has two wings.` }],
  }))
  tools.registerTool('freeBird', { description: 'Free a bird.', inputSchema }, () => ({
    isError: true,
    content: [{ type: 'text', text: 'It is free already.' }],
  }))
  return tools
}

beforeAll(async () => {
  const handler = toNodeHandler(createMcpHandler(createTools))
  server = createServer(
    (request, response) => void (request.url === '/mcp' ? handler(request as never, response) : response.writeHead(404).end()),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://localhost:${(server.address() as { port: number }).port}/mcp`
  model = await startScriptedModel()
  started = await startTestConsole({ MODEL: 'scripted', MODEL_BASE_URL: model.url, PLUGINS: 'hello' })
  ada = await started.person('ada@example.com')
})
afterAll(async () => {
  await started[Symbol.asyncDispose]()
  await model[Symbol.asyncDispose]()
  server.closeAllConnections()
  server.close()
})

const cards = ({ parts }: AssistantMessage): Call[] => parts.flatMap((part) => (part.type === 'call' ? [part.call] : []))

describe('an MCP server', () => {
  it('is added by its URL, and its tools are called; what may change something asks first', async () => {
    const plugin = (await ada.send('POST', '/api/plugins', { address: url, kind: 'mcp' })).json as PluginDetail
    expect(plugin).toMatchObject({ kind: 'mcp', title: 'birds-of-mine', nameForModel: 'birds_of_mine', auth: 'none' })
    expect(plugin.inspection.actions).toMatchObject([
      { name: 'findBird', asks: false, route: null },
      { name: 'freeBird', asks: true, isDestructive: true, mayAlwaysAllow: false },
    ])
    expect(plugin.inspection.prompt!.text).toContain('// Tools about birds.\nnamespace birds_of_mine {')
    await ada.send('POST', `/api/plugins/${plugin.id}/install`, {})
    model.play(
      { calls: ['findBird', 'freeBird'].map((name) => ({ name: `birds_of_mine__${name}`, arguments: '{"name":"wren"}' })) },
      { text: 'Two wings.' },
    )
    const asked: string[] = []
    const answer = await ada.say(await ada.converse([plugin]), 'a wren', {
      onQuestion: ({ action }) => (asked.push(action), { decision: 'allow' }),
    })
    expect(asked).toEqual(['freeBird'])
    expect(cards(answer)).toMatchObject([
      { status: 'done', response: { body: 'wren has two wings.' } },
      { status: 'failed', response: { body: 'It is free already.' } },
    ])
    expect((await ada.get(`/api/plugins/${plugin.id}/health`)).json).toMatchObject({ isReachable: true, calls: 2, failures: 1 })
  })

  it('that is not there, or is something else, is said so', async () => {
    for (const [address, reason] of [
      [url.replace('/mcp', '/other'), '404 Not Found'],
      ['http://localhost:1/mcp', 'localhost:1 can’t be reached.'],
      ['https://10.0.0.1/mcp', 'This address can’t be reached from here.'],
    ]) {
      const { json } = await ada.send('POST', '/api/plugins/inspect', { address, kind: 'mcp' })
      const finding = { rule: 'mcp.unreachable', level: 'error', message: expect.stringContaining(reason!) }
      expect(json).toMatchObject({ isUsable: false, findings: [finding] })
    }
  })

  it('of this Patchbay is one as well', async () => {
    const address = `http://hello.localhost:${started.port}/mcp`
    const { json } = await ada.send('POST', '/api/plugins/inspect', { address, kind: 'mcp' })
    expect(json).toMatchObject({ isUsable: true, actions: expect.arrayContaining([expect.objectContaining({ name: 'sayHello' })]) })
  })
})

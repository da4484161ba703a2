import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AssistantMessage, Call, Inspection, PluginDetail } from '../src/api.ts'
import { startForeignMcp, type ForeignMcp } from './foreign-mcp.ts'
import type { Person } from './person.ts'
import { startScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

let model: ScriptedModel
let started: TestConsole
let mcp: ForeignMcp
let ada: Person

beforeAll(async () => {
  model = await startScriptedModel()
  started = await startTestConsole({ MODEL: 'scripted', MODEL_BASE_URL: model.url, PLUGINS: 'hello' })
  mcp = await startForeignMcp()
  ada = await started.person('ada@example.com')
})
beforeEach(() => {
  Object.assign(mcp, { tools: [tool('findBird')], instructions: '', answer: undefined, documents: new Map(), calls: [] })
})
afterAll(async () => {
  await started[Symbol.asyncDispose]()
  await model[Symbol.asyncDispose]()
  await mcp[Symbol.asyncDispose]()
})

const tool = (name: string, more: object = {}) => ({ name, description: 'A tool.', inputSchema: { type: 'object' }, ...more })
const inspect = async (address = `${mcp.origin}/mcp`): Promise<Inspection> =>
  (await ada.send('POST', '/api/plugins/inspect', { address, kind: 'mcp' })).json
const rules = ({ findings }: Inspection) => findings.map(({ level, rule, place }) => `${level} ${rule} ${place}`)
const names = ({ actions }: Inspection) => actions.map(({ name }) => name)

describe('tools of an MCP server', () => {
  it('are looked at one by one, and a bad one spoils no other', async () => {
    const bad = ['}\n\nevil', 'a b', '', 'x'.repeat(129), 'get\u200B'].map((name) => tool(name))
    mcp.tools = [...bad, tool('findBird'), tool('findBird'), { name: 'bare' }, null, tool('hidden', { description: 'a\u200B' })]
    const found = await inspect()
    expect(found.isUsable).toBe(true)
    expect(names(found)).toEqual(['findBird'])
    expect(found.prompt!.text).not.toContain('evil')
    expect(rules(found)).toEqual(
      expect.arrayContaining([
        'warning mcp.tool.name "a b"',
        'warning mcp.tool.twice findBird',
        'warning mcp.tool.shape "bare"',
        'warning mcp.tool.invisible hidden',
      ]),
    )
    mcp.tools = bad
    expect(await inspect()).toMatchObject({ isUsable: false })
    expect(rules(await inspect())).toContain('error mcp.tools.unusable ')
  })

  it('hide nothing from people in names, values and depths of what they take', async () => {
    const schemas = [
      { properties: { 'a\u200B': {} } },
      { properties: { a: { enum: ['\u202Ex'] } } },
      { properties: { a: { items: { properties: { b: { description: 'c\u2060' } } } } } },
    ]
    mcp.tools = schemas.map((inputSchema, index) => tool(`tool${index}`, { inputSchema }))
    expect(names(await inspect())).toEqual([])
    mcp.tools = [tool('findBird')]
    mcp.instructions = 'Tools.\u200B'
    expect(rules(await inspect())).toContain('error mcp.invisible instructions')
  })

  it('are described with what their parts and alternatives say', async () => {
    const inputSchema = {
      type: 'object',
      $defs: { Bird: { type: 'object', properties: { name: { type: 'string' } } } },
      properties: { bird: { $ref: '#/$defs/Bird' } },
      allOf: [{ properties: { wings: { type: 'integer' } }, required: ['wings'] }],
    }
    mcp.tools = [tool('findBird', { inputSchema })]
    expect((await inspect()).prompt!.text).toContain('(_: {\nwings: number,\nbird?: {\n  name?: string,\n},\n}) => any;')
  })

  it('are taken up to a number, which is said', async () => {
    mcp.tools = Array.from({ length: 250 }, (_, index) => tool(`tool${index}`))
    const found = await inspect()
    expect(found.actions).toHaveLength(200)
    expect(rules(found)).toContain('warning mcp.tools.many ')
  })

  it('answer with texts that stand in resources, and in words when they want a sign-in', async () => {
    mcp.tools = [tool('findBird', { annotations: { readOnlyHint: true } })]
    const plugin: PluginDetail = (await ada.send('POST', '/api/plugins', { address: `${mcp.origin}/mcp`, kind: 'mcp' })).json
    await ada.send('POST', `/api/plugins/${plugin.id}/install`, {})
    const conversation = await ada.converse([plugin])
    const ask = async () => {
      model.play({ calls: [{ name: 'birds__findBird', arguments: '{}' }] }, { text: 'Done.' })
      const { parts }: AssistantMessage = await ada.say(conversation, 'a bird')
      return parts.flatMap((part) => (part.type === 'call' ? [part.call] : []))[0] as Call
    }
    expect(await ask()).toMatchObject({ status: 'done', response: { body: 'A wren.' } })
    mcp.answer = (response) => response.writeHead(401).end()
    expect(await ask()).toMatchObject({ status: 'failed', problem: expect.stringContaining('Sign in to it') })
  })
})

describe('an MCP server that does not tell its tools', () => {
  it.each([
    [404, 'answers with 404 Not Found'],
    [500, 'answers with 500 Internal Server Error'],
  ])('says why: %i', async (status, reason) => {
    mcp.answer = (response) => response.writeHead(status).end()
    const { findings } = await inspect()
    expect(findings).toMatchObject([{ level: 'error', rule: 'mcp.unreachable', message: expect.stringContaining(reason) }])
  })

  it('is asked without TLS on this machine, when nobody says otherwise', async () => {
    expect(await inspect(`${mcp.origin.replace('http://', '')}/mcp`)).toMatchObject({ isUsable: true, url: `${mcp.origin}/mcp` })
  })

  it('is taken when it says where people sign in, wherever that stands', async () => {
    mcp.answer = (response) => response.writeHead(401).end()
    expect(rules(await inspect())).toEqual(['error mcp.sign-in.unknown '])
    const metadata = { resource: `${mcp.origin}/mcp`, authorization_servers: [mcp.origin] }
    mcp.documents.set('/elsewhere.json', metadata)
    const challenge = `Bearer resource_metadata="${mcp.origin}/elsewhere.json"`
    mcp.answer = (response) => response.writeHead(401, { 'www-authenticate': challenge }).end()
    expect(await inspect()).toMatchObject({ isUsable: true, findings: [{ level: 'advice', rule: 'mcp.sign-in' }] })
    mcp.documents = new Map([['/.well-known/oauth-protected-resource/mcp', metadata]])
    expect(await inspect()).toMatchObject({ isUsable: true })
    mcp.answer = (response) => response.writeHead(503).end()
    expect(rules(await inspect())).toEqual(['error mcp.unreachable '])
  })

  it('is not taken when it says so of another server', async () => {
    mcp.answer = (response) => response.writeHead(401).end()
    const path = '/.well-known/oauth-protected-resource'
    mcp.documents.set(path, { resource: 'http://localhost:1/mcp', authorization_servers: ['http://localhost:1'] })
    expect(rules(await inspect())).toEqual([`warning mcp.sign-in.resource ${mcp.origin}${path}`, 'error mcp.sign-in.unknown '])
  })
})

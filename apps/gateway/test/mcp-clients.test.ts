import type { Plugin } from '@patchbay/plugin-kit'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectNew, connectOld, type AnyClient } from './mcp-clients/connect-client.ts'
import { runInspector } from './mcp-clients/run-inspector.ts'
import { startTestGateway, type TestGateway } from './start-test-gateway.ts'

const pluginsFolder = join(import.meta.dirname, '../../../packages/plugins')
/** The inspector takes seconds to start, for each call anew. */
const isFull = process.env['PATCHBAY_TRIALS'] === 'full'

const names = ['flights', 'food', 'notes'] as const

let gateway: TestGateway
let key: string
beforeAll(async () => {
  gateway = await startTestGateway({ pluginsFolder })
  key = (await gateway.keys.create({ name: 'mcp', email: 'ada@example.com' })).text
})
afterAll(() => gateway[Symbol.asyncDispose]())

const load = async (name: string) => ((await import(`${pluginsFolder}/${name}/src/index.ts`)) as { default: Plugin }).default

const toTarget = (host: string) => ({ port: gateway.port, host, key })

/** Things that examples name and nobody has made are not there; that is an answer, too. */
const expectedProblems = new Set(['not_found', 'gone', 'conflict', 'invalid_input', 'unprocessable'])

async function callAll(plugin: Plugin, client: AnyClient): Promise<void> {
  const { tools } = await client.listTools()
  expect(tools.map((tool) => tool.name)).toEqual(expect.arrayContaining(plugin.actions.map((action) => action.name)))
  for (const action of plugin.actions) {
    const result = await client.callTool({ name: action.name, arguments: action.examples[0]!.input as Record<string, unknown> })
    if (result['isError']) expect(expectedProblems).toContain(toCode(result))
    else expect(result['content'], action.name).toMatchObject([{ type: 'text' }])
  }
  await client.close()
}

function toCode(result: Record<string, unknown>): string {
  return (result['_meta'] as Record<string, { code: string }>)['patchbay/problem']!.code
}

describe('what notes know', () => {
  it('is searched and fetched in the form of connectors', async () => {
    const client = await connectNew({ ...toTarget('notes'), mode: 'auto' })
    await client.callTool({ name: 'createNote', arguments: { text: 'Marmalade: 2 kg of oranges\nand patience' } })
    const { structuredContent: found, content } = await client.callTool({ name: 'search', arguments: { query: 'marmalade' } })
    const { results } = found as { results: { id: string }[] }
    expect(results).toEqual([{ id: expect.any(String), title: expect.stringContaining('Marmalade'), url: '' }])
    expect(content).toEqual([{ type: 'text', text: JSON.stringify(found) }])
    const { id } = results[0]!
    expect((await client.callTool({ name: 'fetch', arguments: { id } }))['structuredContent']).toEqual({
      id,
      title: 'Marmalade: 2 kg of oranges',
      text: 'Marmalade: 2 kg of oranges\nand patience',
      url: '',
      metadata: { updatedAt: expect.any(String) },
    })
    expect(toCode(await client.callTool({ name: 'fetch', arguments: { id: 'no' } }))).toBe('not_found')
    await client.close()
  })
})

describe.each(names)('every tool of %s is listed and called', (name) => {
  it('by the official client 2.4, on its own choice of revision', async () =>
    callAll(await load(name), await connectNew({ ...toTarget(name), mode: 'auto' })))

  it('by the official client 2.4, as before 2026', async () =>
    callAll(await load(name), await connectNew({ ...toTarget(name), mode: 'legacy' })))

  it('by the official client 1.32', async () => callAll(await load(name), await connectOld(toTarget(name))))

  it('by the inspector', { timeout: 120_000 }, async () => {
    const plugin = await load(name)
    const inspect = (...words: string[]) => runInspector({ url: `http://${name}.localhost:${gateway.port}/mcp`, key, words })
    const listed = await inspect('--method', 'tools/list')
    for (const action of plugin.actions) expect(listed.output).toContain(`"${action.name}"`)
    for (const action of isFull ? plugin.actions : plugin.actions.slice(0, 1)) {
      const given = Object.entries(action.examples[0]!.input as object).flatMap(([word, value]) => [
        '--tool-arg',
        `${word}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
      ])
      const { code, output } = await inspect('--method', 'tools/call', '--tool-name', action.name, ...given)
      expect([0, 5], output).toContain(code)
      expect(output, action.name).toContain('"content"')
    }
  })
})

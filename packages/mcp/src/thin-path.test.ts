import fc from 'fast-check'
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMcpEndpoint } from './mcp-endpoint.ts'
import { McpError, mcpCode } from './mcp-error.ts'
import type { McpService } from './service.ts'

const service: McpService<string> = {
  serverInfo: { name: 'twin', version: '1' },
  capabilities: { tools: {} },
  tools: [
    { name: 'echo', inputSchema: { type: 'object' }, securitySchemes: [{ type: 'noauth' }] },
    { name: 'list', inputSchema: { type: 'object' }, execution: { taskSupport: 'optional' } },
    { name: 'fail', inputSchema: { type: 'object' } },
    { name: 'refuse', inputSchema: { type: 'object' } },
  ],
  cache: { ttlMs: 1000, cacheScope: 'private' },
  async callTool({ name, arguments: given, clientCapabilities, era }, caller) {
    if (name === 'list') return { structured: JSON.stringify(Object.keys(given)) }
    if (name === 'fail') return { result: { content: [{ type: 'text', text: 'no' }], isError: true, _meta: { 'a/b': 1 } } }
    if (name === 'refuse') throw new McpError(mcpCode.missingCapability, 'Needs more', { requiredCapabilities: { sampling: {} } })
    if (name !== 'echo') throw new McpError(mcpCode.invalidParams, `Unknown tool: ${name}`)
    return { structured: JSON.stringify({ given, caller, era, sees: clientCapabilities ?? null }) }
  },
  methods: {},
}

interface Answer {
  status: number
  message: unknown
}

let server: Server
const asked: boolean[] = []
beforeAll(async () => {
  const endpoint = createMcpEndpoint(service, { onError: () => undefined })
  server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => void answer())
    const answer = async () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
      const plain = incoming.url === '/thin' ? await endpoint.answerPlain(incoming.headers, body, 'ada') : undefined
      asked.push(plain !== undefined)
      if (plain) outgoing.writeHead(plain.status, { 'content-type': 'application/json' }).end(plain.text)
      else await endpoint.answerRest(incoming, outgoing, { body, caller: 'ada' })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => server.close())

function ask(path: string, body: unknown, headers: IncomingHttpHeaders): Promise<Answer> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, method: 'POST', headers: { ...headers, 'content-type': 'application/json' } })
    sent.once('error', reject).once('response', (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      answer.once('end', () => resolve({ status: answer.statusCode!, message: toMessage(text) }))
    })
    sent.end(JSON.stringify(body))
  })
}

/** A message is the same whether it came as JSON or as the one event of a stream. */
function toMessage(text: string): unknown {
  const data = /^data: ([^\n]+)$/m.exec(text)?.[1] ?? text
  return data === '' ? undefined : JSON.parse(data)
}

const oneOf = <Value>(...values: Value[]) => fc.constantFrom(...values)
const mostly = <Value>(usual: Value, ...others: Value[]) => fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, oneOf(...others))
const version = 'io.modelcontextprotocol/protocolVersion'
const capabilities = 'io.modelcontextprotocol/clientCapabilities'
const client = 'io.modelcontextprotocol/clientInfo'

/** Requests that are nearly right: each part is now and then odd. */
const messages = fc.record({
  isModern: fc.boolean(),
  id: mostly<unknown>(1, 'x', 0, null, 1.5, undefined, {}, ''),
  jsonrpc: mostly<unknown>('2.0', '1.0', undefined),
  method: mostly<unknown>('tools/call', 'tools/list', 'tools/none', 5, undefined),
  name: mostly<unknown>('echo', 'list', 'fail', 'refuse', 'none', 5, undefined, 'ech\u00f6'),
  arguments: mostly<unknown>({ a: [1, { b: '\u2028' }] }, undefined, {}, [], null, 'x'),
  claimed: mostly<unknown>('2026-07-28', '2025-11-25', '2099-01-01', 5),
  declared: mostly<unknown>({}, { elicitation: {} }, { sampling: 5 }, undefined, [], 5),
  info: mostly<unknown>(undefined, { name: 'a', version: '1' }, { name: 5 }, {}, 'x'),
  more: mostly<Record<string, unknown>>({}, { cursor: 'x' }, { extra: 1 }, { _meta: 5 }, { inputResponses: {} }),
  versionHeader: mostly<string | undefined>('same', undefined, '2025-06-18', '2026-07-28', 'x'),
  methodHeader: mostly<string | undefined>('same', undefined, 'tools/list', 'x'),
  nameHeader: mostly<string | undefined>('same', undefined, 'list', '=?base64?ZWNobw==?='),
  accept: mostly('application/json, text/event-stream', 'application/json', '*/*', 'text/html'),
})

function toRequest(given: typeof messages extends fc.Arbitrary<infer Value> ? Value : never) {
  const { isModern, id, jsonrpc, method, name } = given
  const meta = isModern
    ? { [version]: given.claimed, [capabilities]: given.declared, ...(given.info !== undefined && { [client]: given.info }) }
    : {}
  const call = method === 'tools/call' ? { name, arguments: given.arguments } : {}
  const body = { jsonrpc, id, method, params: { ...(isModern && { _meta: meta }), ...call, ...given.more } }
  const versionHeader = given.versionHeader === 'same' ? (isModern ? String(given.claimed) : '2025-11-25') : given.versionHeader
  const methodHeader = given.methodHeader === 'same' ? String(method) : given.methodHeader
  const usualName = method === 'tools/call' && typeof name === 'string' && /^[\x20-\x7e]+$/.test(name) ? name : undefined
  const nameHeader = given.nameHeader === 'same' ? usualName : given.nameHeader
  const headers: IncomingHttpHeaders = {
    accept: given.accept,
    ...(versionHeader !== undefined && { 'mcp-protocol-version': versionHeader }),
    ...(isModern && methodHeader !== undefined && { 'mcp-method': methodHeader }),
    ...(isModern && nameHeader !== undefined && { 'mcp-name': nameHeader }),
  }
  return { body, headers }
}

describe('the thin path', { timeout: 600_000 }, () => {
  it('means the same as the SDK, whatever it is asked', async () => {
    const runs = process.env['PATCHBAY_TRIALS'] === 'full' ? 20_000 : 500
    await fc.assert(
      fc.asyncProperty(messages, async (given) => {
        const { body, headers } = toRequest(given)
        const [thin, sdk] = await Promise.all([ask('/thin', body, headers), ask('/sdk', body, headers)])
        expect(thin).toEqual(sdk)
      }),
      { numRuns: runs },
    )
    // Both ways were gone, or nothing was compared.
    expect(asked.filter(Boolean).length).toBeGreaterThan(runs / 20)
  })
})

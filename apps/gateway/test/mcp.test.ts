import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMcpClient, legacy, modern } from './mcp-messages.ts'
import { startTestGateway, type TestGateway } from './start-test-gateway.ts'

let gateway: TestGateway
let key: string
let mcp: ReturnType<typeof createMcpClient>
beforeAll(async () => {
  gateway = await startTestGateway()
  key = (await gateway.keys.create({ name: 'mcp', email: 'ada@example.com' })).text
  mcp = createMcpClient(gateway, 'probe')
})
afterAll(() => gateway[Symbol.asyncDispose]())

const call = (name: string, given: object = {}, meta: object = {}) => modern('tools/call', { name, arguments: given, _meta: meta })

describe('POST /mcp', () => {
  it('lists the same tools in both eras, always in the same order, with all that hosts ask for', async () => {
    const now = await mcp(modern('tools/list'))
    const then = await mcp(legacy('tools/list'))
    expect(now.headers['content-type']).toBe('application/json')
    expect(then.message.result).toEqual({ tools: now.message.result.tools })
    expect(now.message.result).toMatchObject({ ttlMs: 300_000, cacheScope: 'public', resultType: 'complete' })
    expect((await mcp(modern('tools/list'))).text).toBe(now.text)
    const [echo] = now.message.result.tools
    expect(echo).toMatchObject({
      name: 'echo',
      title: 'Echo',
      inputSchema: { type: 'object', required: ['id'], additionalProperties: false },
      outputSchema: { type: 'object' },
      annotations: { title: 'Echo', readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      securitySchemes: [{ type: 'noauth' }],
      _meta: { securitySchemes: [{ type: 'noauth' }] },
    })
    expect(now.text).not.toContain('#/components')
  })

  it('calls a tool in both eras: text and structured content say the same', async () => {
    const given = { id: '1', text: 'hällo "x"' }
    const now = await mcp(call('echo', given))
    expect(now).toMatchObject({ status: 200, message: { id: 1, result: { structuredContent: given, resultType: 'complete' } } })
    expect(JSON.parse(now.message.result.content[0].text)).toEqual(given)
    const then = await mcp(legacy('tools/call', { name: 'echo', arguments: given }))
    expect(then.message.result).toEqual({ content: [{ type: 'text', text: JSON.stringify(given) }], structuredContent: given })
  })

  it('tells who it is, by discovery and by the handshake of older clients', async () => {
    const discovered = await mcp(modern('server/discover'))
    expect(discovered.message.result).toMatchObject({
      supportedVersions: ['2026-07-28'],
      capabilities: { tools: {} },
      instructions: 'Plugin for testing the gateway.',
      ttlMs: 300_000,
    })
    for (const protocolVersion of ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05']) {
      const params = { protocolVersion, capabilities: {}, clientInfo: { name: 'old', version: '1' } }
      expect((await mcp(legacy('initialize', params))).message.result).toMatchObject({ protocolVersion, serverInfo: { name: 'probe' } })
    }
    expect(
      await mcp({ ...legacy('notifications/initialized'), body: { jsonrpc: '2.0', method: 'notifications/initialized' } }),
    ).toMatchObject({ status: 202, text: '' })
  })

  it('has no streams or sessions to get or delete', async () => {
    for (const method of ['GET', 'DELETE']) expect(await gateway.ask('probe', '/mcp', { method })).toMatchObject({ status: 405 })
    expect((await mcp(modern('tools/list'), { headers: { 'mcp-session-id': 'x', 'last-event-id': '1' } })).status).toBe(200)
  })
})

describe('what an MCP client gets wrong', () => {
  const refused = async (message: ReturnType<typeof modern>, headers: Record<string, string> = {}) => {
    const answer = await mcp(message, { headers })
    return [answer.status, answer.message.error.code]
  }

  it('hears by the code that the protocol has for it', async () => {
    const echo = call('echo', { id: '1' })
    expect(await refused(echo, { 'mcp-name': 'look' })).toEqual([400, -32020])
    expect(await refused(echo, { 'mcp-method': 'tools/list' })).toEqual([400, -32020])
    expect(await refused(echo, { 'mcp-protocol-version': '2025-11-25' })).toEqual([400, -32020])
    expect(await refused(echo, { 'mcp-name': '=?base64?!!?=' })).toEqual([400, -32020])
    expect(await refused({ ...echo, headers: { accept: echo.headers['accept']! } })).toEqual([400, -32020])
    const future = modern('tools/list', { _meta: { 'io.modelcontextprotocol/protocolVersion': '2099-01-01' } })
    expect(await refused(future, { 'mcp-protocol-version': '2099-01-01' })).toEqual([400, -32022])
    const bare = modern('tools/list', { _meta: { 'io.modelcontextprotocol/clientCapabilities': undefined } })
    expect(await refused(bare)).toEqual([400, -32602])
    expect(await refused(modern('no/such'))).toEqual([404, -32601])
    expect(await refused(call('noSuch'))).toEqual([200, -32602])
    expect((await mcp(echo, { headers: { 'mcp-name': '=?base64?ZWNobw==?=' } })).message.result.structuredContent).toEqual({ id: '1' })
  })

  it('is told about bodies that are no message', async () => {
    const send = async (raw: string, headers = {}) => {
      const answer = await gateway.ask('probe', '/mcp', { raw, headers: { accept: 'application/json, text/event-stream', ...headers } })
      return [answer.status, answer.json.error.code, answer.json.id]
    }
    expect(await send('{')).toEqual([400, -32700, null])
    expect(await send('null')).toEqual([400, -32600, null])
    expect(await send('[]')).toEqual([400, -32600, null])
    expect(await send('{"id":1}')).toEqual([400, -32600, null])
    expect(await send(`{"a":"${'x'.repeat(1_100_000)}"}`)).toEqual([413, -32000, null])
    expect(await send('{}', { 'content-type': 'text/plain' })).toEqual([415, -32000, null])
    expect(await send('['.repeat(100) + ']'.repeat(100))).toEqual([400, -32700, null])
  })

  it('may not be a page of another origin, nor come to a host that is not ours', async () => {
    const list = modern('tools/list')
    expect(await mcp(list, { headers: { origin: 'https://evil.example' } })).toMatchObject({
      status: 403,
      message: { error: { code: -32000 } },
    })
    expect((await mcp(list, { headers: { origin: 'null' } })).status).toBe(403)
    expect((await mcp(list, { headers: { origin: 'https://chatgpt.com' } })).status).toBe(200)
    expect((await mcp(list, { headers: { origin: `http://probe.localhost:${gateway.port}` } })).status).toBe(200)
    expect((await mcp(list, { headers: { host: 'evil.example' } })).status).toBe(404)
  })
})

describe('a tool that refuses or fails', () => {
  it('tells the model what to do, as a result', async () => {
    const wrong = await mcp(call('echo', { id: 5, extra: 1 }))
    expect(wrong).toMatchObject({ status: 200, message: { result: { isError: true } } })
    expect(wrong.message.result.content[0].text).toMatch(/^The input is wrong\. .*id/)
    expect(wrong.message.result._meta['patchbay/problem']).toMatchObject({ code: 'invalid_input', status: 400 })
    const inOld = await mcp(legacy('tools/call', { name: 'echo', arguments: { id: 5, extra: 1 } }))
    expect(inOld.message.result.content).toEqual(wrong.message.result.content)
  })

  it('tells nothing of a bug, and logs it whole', async () => {
    const answer = await mcp(call('fail', { how: 'reject' }))
    expect(answer.text).not.toContain('secret-of-the-plugin')
    expect(answer.message.result).toMatchObject({
      isError: true,
      content: [{ text: 'Something went wrong on our side. Try again later.' }],
    })
    const { requestId } = answer.message.result._meta['patchbay/problem']
    const lines = gateway.lines().filter((line) => line['requestId'] === requestId)
    expect(lines).toMatchObject([
      { msg: 'request failed', action: 'fail' },
      { msg: 'request', action: 'fail', failure: 'internal' },
    ])
  })
})

describe('who calls over MCP', () => {
  it('is known by a key, and needs one where the action does', async () => {
    expect((await mcp(call('whoAmI'), { key })).message.result.structuredContent).toMatchObject({ email: 'ada@example.com' })
    const missing = await mcp(call('whoAmI'))
    expect(missing).toMatchObject({ status: 401, message: { id: 1, result: { isError: true } } })
    expect(missing.headers['www-authenticate']).toBe('Bearer realm="probe"')
    const service = (await gateway.keys.create({ name: 'service' })).text
    expect((await mcp(call('whoAmI'), { key: service })).message.result._meta['patchbay/problem'].code).toBe('forbidden')
    expect((await mcp(modern('tools/list'), { key: 'pb_user_wrong' })).status).toBe(401)
  })

  it('may say where they are, in _meta or in headers', async () => {
    const hint = { 'openai/userLocation': { country: 'US', region: 'CA', city: 'x' }, 'openai/locale': 'de-AT' }
    expect((await mcp(call('locate', {}, hint))).message.result.structuredContent).toMatchObject({
      country: 'US',
      subdivision: 'US-CA',
      locale: 'de-AT',
    })
    const odd = { 'openai/userLocation': { country: 'us', region: 'California' }, 'openai/locale': '<x>' }
    const told = await mcp(call('locate', {}, odd), { headers: { 'accept-language': 'fr' } })
    expect(told.message.result.structuredContent).toMatchObject({ locale: 'fr' })
    expect(told.message.result.structuredContent).not.toHaveProperty('country')
  })
})

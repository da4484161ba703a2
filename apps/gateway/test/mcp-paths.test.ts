import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMcpClient, legacy, modern, type RpcAnswer } from './mcp-messages.ts'
import { startDeskGateway, type DeskGateway } from './start-desk-gateway.ts'

const runs = process.env['PATCHBAY_TRIALS'] === 'full' ? 5000 : 250

let gateway: DeskGateway
const keys: Record<string, string> = {}
beforeAll(async () => {
  gateway = await startDeskGateway()
  keys['user'] = (await gateway.keys.create({ name: 'user', email: 'ada@example.com' })).text
  keys['service'] = (await gateway.keys.create({ name: 'service' })).text
  keys['elsewhere'] = (await gateway.keys.create({ name: 'elsewhere', email: 'ada@example.com', plugins: ['other'] })).text
})
afterAll(() => gateway[Symbol.asyncDispose]())

const oneOf = <Value>(...values: Value[]) => fc.constantFrom(...values)

/** Calls, right and wrong, by anybody, of a plugin and of the domain. */
const calls = fc.record({
  host: oneOf('desk', ''),
  era: oneOf(modern, legacy),
  key: oneOf('user', 'user', 'user', 'service', 'elsewhere', 'none'),
  method: oneOf('tools/call', 'tools/call', 'tools/call', 'tools/list'),
  name: oneOf('listOrders', 'placeOrder', 'getJob', 'cancelJob', 'noSuch', 'desk_listOrders', 'toString', '__proto__'),
  given: oneOf<unknown>(
    {},
    { item: 'tea' },
    { item: 5 },
    { item: 'tea', confirmationId: 'x' },
    { jobId: '00000000-0000-4000-8000-000000000000' },
    { jobId: 'x' },
    { constructor: 1 },
    [],
    undefined,
  ),
  capabilities: oneOf({}, { elicitation: {} }, { elicitation: { url: {} } }, { elicitation: { form: {} } }),
  meta: oneOf<object>({}, { 'openai/locale': 'de' }, { 'patchbay/idempotencyKey': 'ä' }, { 'patchbay/idempotencyKey': 5 }),
  session: oneOf({}, { 'mcp-session-id': 'opens-pages.x' }),
})

type Made = typeof calls extends fc.Arbitrary<infer Value> ? Value : never

function toMessage({ host, era, method, name, given, capabilities, meta }: Made, more: object) {
  const isJob = name === 'getJob' || name === 'cancelJob'
  const whole = host === '' && !isJob ? `desk_${name}` : name
  const _meta = { ...meta, ...more }
  return era(method, method === 'tools/call' ? { name: whole, arguments: given, _meta } : { _meta }, capabilities)
}

/** Progress needs a stream, so who asks for it is answered by the SDK, with the same message. */
async function ask(made: Made, more: object): Promise<RpcAnswer> {
  const key = keys[made.key]
  return createMcpClient(gateway, made.host)(toMessage(made, more), { headers: { ...made.session }, ...(key && { key }) })
}

/** Without what is new in each answer. */
function toMeaning({ status, headers, message }: RpcAnswer): unknown {
  const text = JSON.stringify({ status, challenge: headers['www-authenticate'], message })
  return JSON.parse(
    text
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
      .replace(/"requestState":"[^"]+"/g, '"requestState":""')
      .replace(/(\\?"expiresAt\\?":\\?")[^"\\]+/g, '$1'),
  )
}

describe('a call by the thin path and by the SDK', { timeout: 300_000 }, () => {
  it('has the same answer, of a plugin and of the domain', async () => {
    const seen = { plain: 0, stream: 0, succeeded: 0 }
    await fc.assert(
      fc.asyncProperty(calls, async (made) => {
        const plain = await ask(made, {})
        const other = await ask(made, { progressToken: 'p' })
        expect(toMeaning(other)).toEqual(toMeaning(plain))
        if (plain.headers['content-type'] === 'application/json') seen.plain++
        if (other.headers['content-type']?.startsWith('text/event-stream')) seen.stream++
        if (plain.message.result?.structuredContent || plain.message.result?.tools) seen.succeeded++
      }),
      { numRuns: runs },
    )
    // Both ways were gone, and not only to be refused; or nothing was compared.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(runs / 10)
  })
})

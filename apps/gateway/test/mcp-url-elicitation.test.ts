import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from './browser.ts'
import { connectNew, connectOld, type AnyClient, type Connecting } from './mcp-clients/connect-client.ts'
import { createMcpClient, legacy, modern } from './mcp-messages.ts'
import { startDeskGateway, type DeskGateway } from './start-desk-gateway.ts'

const password = 'correct horse battery staple'
const capabilities = { elicitation: { url: {} } }

let gateway: DeskGateway
let key: string
let email: string
let people = 0
beforeAll(async () => {
  gateway = await startDeskGateway()
})
afterAll(() => gateway[Symbol.asyncDispose]())
beforeEach(async () => {
  email = `ada${(people += 1)}@example.com`
  key = await createPerson(email)
})

async function createPerson(address: string): Promise<string> {
  const { id } = await gateway.accounts.ensure(address)
  await gateway.accounts.passwordLinks.redeem(await gateway.accounts.passwordLinks.create(id), password)
  return (await gateway.keys.create({ name: 'test', email: address })).text
}

const ways: Record<string, (to: Connecting) => Promise<AnyClient>> = {
  '1.32': connectOld,
  '2.4, legacy': (to) => connectNew({ ...to, mode: 'legacy' }),
}
const connect = (way: string) => ways[way]!({ port: gateway.port, host: 'desk', key, capabilities })
const order = (client: AnyClient, item: string) => client.callTool({ name: 'placeOrder', arguments: { item } })

/** The question of a call that was refused for want of an answer. */
async function readQuestion(refused: Promise<unknown>): Promise<{ url: string; elicitationId: string; message: string }> {
  const error = (await refused.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  )) as { code?: number; data?: { elicitations: { mode: string; url: string; elicitationId: string; message: string }[] } }
  expect(error).toMatchObject({ code: -32042, data: { elicitations: [{ mode: 'url' }] } })
  return error.data!.elicitations[0]!
}

/** What a person does on the page. */
async function answer(url: string, what: 'approve' | 'refuse'): Promise<void> {
  const browser = createBrowser(gateway.port)
  const page = await browser.submit(await browser.open(url), { email, password, do: 'sign-in' })
  await browser.submit(page, { do: what })
}

describe.each(Object.keys(ways))('a client that opens pages, before 2026 (%s)', (way) => {
  it('is sent to the page, and does what the person agreed to, once', async () => {
    const client = await connect(way)
    const question = await readQuestion(order(client, 'tea'))
    expect(question).toMatchObject({ message: 'Order tea?', url: expect.stringContaining(`/confirmations/${question.elicitationId}`) })
    expect(await readQuestion(order(client, 'tea'))).toEqual(question)
    await answer(question.url, 'approve')
    expect((await order(client, 'tea'))['structuredContent']).toEqual({ orders: ['tea'] })
    const anew = await readQuestion(order(client, 'tea'))
    expect(anew.elicitationId).not.toBe(question.elicitationId)
    expect((await client.callTool({ name: 'listOrders', arguments: {} }))['structuredContent']).toEqual({ orders: ['tea'] })
    await client.close()
  })

  it('hears that the person refused, and may ask again later', async () => {
    const client = await connect(way)
    const question = await readQuestion(order(client, 'gold'))
    await answer(question.url, 'refuse')
    expect(await order(client, 'gold')).toMatchObject({
      isError: true,
      _meta: { 'patchbay/problem': { code: 'confirmation_refused' } },
    })
    expect((await readQuestion(order(client, 'gold'))).url).not.toBe(question.url)
    await client.close()
  })
})

describe('what a person agreed to on the page', () => {
  const session = { 'mcp-session-id': 'opens-pages.x' }
  const call = (item: string) => legacy('tools/call', { name: 'placeOrder', arguments: { item } })
  const ask = (item: string, as = key) => createMcpClient(gateway, 'desk')(call(item), { key: as, headers: session })

  it('is for them and these arguments alone', async () => {
    const { url } = (await ask('tea')).message.error.data.elicitations[0]
    await answer(url, 'approve')
    const eve = await createPerson(`eve${people}@example.com`)
    expect((await ask('tea', eve)).message.error.code).toBe(-32042)
    expect((await ask('gold')).message.error.code).toBe(-32042)
    const twins = await Promise.all([ask('tea'), ask('tea')])
    const done = twins.filter(({ message }) => message.result?.structuredContent?.orders)
    expect(done.length).toBeGreaterThan(0)
    for (const { message } of done) expect(message.result.structuredContent).toEqual({ orders: ['tea'] })
  })

  it('is not looked for where the client opens no pages, nor from 2026 on', async () => {
    const { url } = (await ask('tea')).message.error.data.elicitations[0]
    await answer(url, 'approve')
    const mcp = createMcpClient(gateway, 'desk')
    for (const [message, headers] of [
      [call('tea'), { 'mcp-session-id': 'x' }],
      [modern('tools/call', { name: 'placeOrder', arguments: { item: 'tea' } }), session],
    ] as const)
      expect((await mcp(message, { key, headers })).message.result.structuredContent).toMatchObject({ status: 'confirmation_required' })
  })
})

describe('the id of a session', () => {
  const begin = async (declared: unknown) => {
    const params = { protocolVersion: '2025-11-25', capabilities: declared, clientInfo: { name: 'old', version: '1' } }
    return (await createMcpClient(gateway, 'desk')(legacy('initialize', params), { key })).headers['mcp-session-id']
  }

  it('is for clients that open pages, as nothing else needs one', async () => {
    expect(await begin(capabilities)).toMatch(/^[\x21-\x7e]+$/)
    expect(await begin(capabilities)).not.toBe(await begin(capabilities))
    for (const declared of [{}, { elicitation: {} }, { elicitation: { form: {} } }, { elicitation: 5 }, 'x', null])
      expect(await begin(declared)).toBeUndefined()
  })
})

import { createLoopbackFetch, modern } from '@patchbay/gateway/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPlugins, type PluginsGateway } from './mcp-plugins/start-plugins.ts'

const redirectUri = 'https://host.example/callback'

let gateway: PluginsGateway
beforeAll(async () => {
  gateway = await startPlugins()
})
afterAll(() => gateway[Symbol.asyncDispose]())

/** A host's token for flights, with no more than these scopes. */
async function getToken(scope: string): Promise<string> {
  const { record, secret } = await gateway.clients.create({ name: scope, plugin: 'flights', redirectUris: [redirectUri] })
  const client = { client_id: record.id, client_secret: secret! }
  const back = await gateway.allow(gateway.browser(), gateway.authorizeUrl(client, { scope, redirect_uri: redirectUri }))
  const fields = { grant_type: 'authorization_code', code: back.searchParams.get('code')!, redirect_uri: redirectUri, ...client }
  return (await gateway.token(fields)).json.access_token
}

async function call(name: string, given: object, token: string) {
  const { body, headers } = modern('tools/call', { name, arguments: given })
  const answer = await createLoopbackFetch(gateway.port)(`http://flights.localhost:${gateway.port}/mcp`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  return ((await answer.json()) as any).result
}

describe('a job, over MCP', () => {
  it('is for clients that may start one, not for every client of the same person', async () => {
    const [reader, writer] = [await getToken('flights:read'), await getToken('flights:write')]
    const date = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)
    const [offer] = (await call('searchFlights', { from: 'Paris', to: 'nyc', date, limit: 1 }, reader)).structuredContent.offers
    const expectedPrice = { amount: offer.price.amount, currency: offer.price.currency }
    const booking = { offerId: offer.id, passengers: [{ givenName: 'Ada', familyName: 'Lovelace' }], expectedPrice }
    const { confirmation } = (await call('bookFlight', booking, writer)).structuredContent
    const browser = gateway.browser()
    await browser.submit(await gateway.signIn(browser, confirmation.url), { do: 'approve' })
    const { jobId } = (await call('bookFlight', { ...booking, confirmationId: confirmation.id }, writer)).structuredContent
    for (const name of ['getJob', 'cancelJob']) {
      const { isError, _meta } = await call(name, { jobId }, reader)
      expect([isError, _meta['patchbay/problem'].code]).toEqual([true, 'not_found'])
    }
    expect((await call('getJob', { jobId }, writer)).structuredContent).toMatchObject({ jobId })
  })
})

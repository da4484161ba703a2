import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atDomain, noteCalls, type Hands } from './mcp-plugins/hands.ts'
import { journeys } from './mcp-plugins/journeys.ts'
import { openLegacy } from './mcp-plugins/legacy-hands.ts'
import { openModern } from './mcp-plugins/modern-hands.ts'
import { openOld } from './mcp-plugins/old-hands.ts'
import type { Opening } from './mcp-plugins/sign-in.ts'
import { startPlugins, type PluginsGateway } from './mcp-plugins/start-plugins.ts'

/** The domain, which offers all, is gone through in any case; and one plugin on its own host, where everything needs a sign-in. */
const plugins = process.env['PATCHBAY_TRIALS'] === 'full' ? Object.keys(journeys) : ['notes']

let gateway: PluginsGateway
beforeAll(async () => {
  gateway = await startPlugins()
})
afterAll(() => gateway[Symbol.asyncDispose]())

const clients: Record<string, (opening: Opening) => Promise<Hands>> = {
  '2.4, in 2026-07-28': openModern,
  '2.4, as before': openLegacy,
  '1.32': openOld,
}

describe.concurrent.each(Object.keys(clients))('the official client %s', (client) => {
  it.concurrent.each(plugins)('signs in to %s and uses every tool', { timeout: 60_000 }, async (plugin) => {
    const hands = noteCalls(await clients[client]!({ gateway, person: await gateway.createPerson(), plugin }))
    await journeys[plugin]!(hands)
    expect([...hands.called].toSorted()).toEqual(hands.names.toSorted())
    await hands.close()
  })

  it.concurrent('signs in to the domain, once, and uses every tool of all', { timeout: 60_000 }, async () => {
    const hands = noteCalls(await clients[client]!({ gateway, person: await gateway.createPerson(), plugin: '' }))
    await Promise.all(Object.entries(journeys).map(([plugin, journey]) => journey(atDomain(hands, plugin))))
    expect([...hands.called, 'hello_sayHello'].toSorted()).toEqual(hands.names.toSorted())
    await hands.close()
  })
})

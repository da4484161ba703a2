import type { TestProvider } from '@patchbay/gateway/testing'
import { expect } from 'vitest'
import type { Given } from './hands.ts'
import type { Person, PluginsGateway } from './start-plugins.ts'

/** Who goes to which plugin. */
export interface Opening {
  gateway: PluginsGateway
  person: Person
  /** By name; '' for the domain, which offers all. */
  plugin: string
}

interface AnyClient {
  callTool(call: { name: string; arguments: Given }): Promise<unknown>
  close(): Promise<void>
}

/** A tool that reads what is a person's, and one that writes it: anybody may connect where some actions are public. */
const id = '00000000-0000-4000-8000-000000000000'
const knocks: Record<string, [string, Given][]> = {
  '': [
    ['notes_listNotes', {}],
    ['notes_deleteNote', { id }],
  ],
  flights: [
    ['listBookings', {}],
    ['unwatchPrice', { id: 'w_AAAAAAAAAAAAAAAAAAAA' }],
  ],
  food: [
    ['listOrders', {}],
    ['stopSharingOrder', { id }],
  ],
  notes: [
    ['listNotes', {}],
    ['deleteNote', { id }],
  ],
}

/**
 * A client that may do everything: as often as it is refused, by 401 at first and then by 403 for want of a scope, it sends a browser
 * in which the person signs in and allows what is asked.
 */
export async function signIn<Client extends AnyClient>(
  { person, plugin, provider }: Pick<Opening, 'person' | 'plugin'> & { provider: TestProvider },
  { connect, finish }: { connect: () => Promise<Client>; finish: (back: URLSearchParams) => Promise<void> },
): Promise<Client> {
  for (let round = 0; round < 4; round++) {
    try {
      const client = await connect()
      for (const [name, given] of knocks[plugin]!) await client.callTool({ name, arguments: given })
      expect(round, 'it signed in').toBeGreaterThan(0)
      return client
    } catch (error) {
      expect(String(error)).toMatch(/nauthorized/)
      await finish(await person.allow(provider.authorizationUrl!))
    }
  }
  throw new Error('it is refused again and again')
}

export function toUrl({ gateway, plugin }: Pick<Opening, 'gateway' | 'plugin'>): URL {
  return new URL(`http://${plugin && `${plugin}.`}localhost:${gateway.port}/mcp`)
}

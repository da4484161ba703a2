import { createClients, type Secret } from '@patchbay/auth'
import type { PlatformDatabase } from '@patchbay/database'

/** The console as a client of this Patchbay's authorization server. */
export interface ConsoleClient {
  clientId: string
  secret: string | undefined
}

export interface ConsoleClients {
  /** For people who sign in to the console itself. */
  forSession(redirectUri: string): Promise<ConsoleClient>
  /** For people who let the console use a plugin of this Patchbay for them. */
  forPlugin(plugin: string, redirectUri: string): Promise<ConsoleClient>
}

/** Clients are made once and kept; one whose callback is another one by now is made anew. */
export function createConsoleClients(database: PlatformDatabase, secret: Secret): ConsoleClients {
  const { kysely } = database
  const clients = createClients(database)

  const find = async (name: string, redirectUri: string): Promise<ConsoleClient | undefined> => {
    const row = await kysely.selectFrom('console_clients').selectAll().where('name', '=', name).executeTakeFirst()
    if (!row) return undefined
    const known = await kysely
      .selectFrom('oidc')
      .select('payload')
      .where('model', '=', 'Client')
      .where('id', '=', row.client_id)
      .executeTakeFirst()
    const isGood = (known?.payload['redirect_uris'] as string[] | undefined)?.includes(redirectUri)
    if (!isGood) {
      await kysely.deleteFrom('console_clients').where('name', '=', name).where('client_id', '=', row.client_id).execute()
      return undefined
    }
    return { clientId: row.client_id, secret: row.sealed_secret ? secret.open(row.sealed_secret) : undefined }
  }

  const make = async (name: string, plugin: string | undefined, redirectUri: string): Promise<ConsoleClient> => {
    const created = await clients.create({ name: 'Patchbay Console', plugin, redirectUris: [redirectUri], isConsole: plugin === undefined })
    const sealed_secret = created.secret === undefined ? null : secret.seal(created.secret)
    const row = { name, client_id: created.record.id, sealed_secret }
    const { numInsertedOrUpdatedRows } = await kysely
      .insertInto('console_clients')
      .values(row)
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows) return { clientId: created.record.id, secret: created.secret }
    // Another process was first: its client counts.
    await clients.revoke(created.record.id)
    return (await find(name, redirectUri))!
  }

  const findOrMake = async (name: string, plugin: string | undefined, redirectUri: string) =>
    (await find(name, redirectUri)) ?? (await make(name, plugin, redirectUri))

  return {
    forSession: (redirectUri) => findOrMake('console', undefined, redirectUri),
    forPlugin: (plugin, redirectUri) => findOrMake(`plugin/${plugin}`, plugin, redirectUri),
  }
}

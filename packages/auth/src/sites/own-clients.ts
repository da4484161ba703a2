import type { PlatformDatabase } from '@patchbay/database'
import { createClients } from '../oauth/clients.ts'
import type { Secret } from '../secret.ts'

/** A site of ours as a client of this Patchbay's authorization server. */
export interface OwnClient {
  clientId: string
  secret: string | undefined
}

/** What people are told they sign in to. */
export const siteTitles = { console: 'Patchbay Console', admin: 'Patchbay Admin' } as const

export interface OwnClients {
  /** For people who sign in to the site itself. */
  forSession(site: 'console' | 'admin', redirectUri: string): Promise<OwnClient>
  /** For people who let the console use a plugin of this Patchbay for them. */
  forPlugin(plugin: string, redirectUri: string): Promise<OwnClient>
}

/** Clients are made once and kept; one whose callback is another one by now is made anew. */
export function createOwnClients(database: PlatformDatabase, secret: Secret): OwnClients {
  const { kysely } = database
  const clients = createClients(database)

  const find = async (name: string, redirectUri: string): Promise<OwnClient | undefined> => {
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

  const make = async ({ name, title, plugin, redirectUri }: Wanted): Promise<OwnClient> => {
    const created = await clients.create({ name: title, plugin, redirectUris: [redirectUri], isConsole: plugin === undefined })
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

  const findOrMake = async (wanted: Wanted) => (await find(wanted.name, wanted.redirectUri)) ?? (await make(wanted))

  return {
    forSession: (site, redirectUri) => findOrMake({ name: site, title: siteTitles[site], redirectUri }),
    forPlugin: (plugin, redirectUri) => findOrMake({ name: `plugin/${plugin}`, title: siteTitles.console, plugin, redirectUri }),
  }
}

interface Wanted {
  /** What it is kept under. */
  name: string
  title: string
  plugin?: string
  redirectUri: string
}

import type { PlatformDatabase } from '@patchbay/database'
import { sql } from 'kysely'
import type { Resources } from './resources.ts'

/** What a person allowed a program. */
export interface GrantRecord {
  id: string
  clientName: string
  /** Empty where the program only learns who signs in. */
  pluginTitle: string
  scopes: string[]
  createdAt: Date
  expiresAt: Date | null
}

export interface Grants {
  /** What is in force, newest first. */
  list(userId: string): Promise<GrantRecord[]>
  /** Takes a grant back with all its tokens. False when the person has none of this id. */
  revoke(userId: string, id: string): Promise<boolean>
}

export function createGrants({ kysely }: PlatformDatabase, resources: Resources): Grants {
  return {
    async list(userId) {
      const rows = await kysely
        .selectFrom('oidc as grants')
        .leftJoin('oidc as clients', (join) =>
          join.on('clients.model', '=', 'Client').on('clients.id', '=', sql<string>`grants.payload ->> 'clientId'`),
        )
        .select(['grants.id', 'grants.payload', 'grants.created_at', 'grants.expires_at', 'clients.payload as client'])
        .where('grants.model', '=', 'Grant')
        .where('grants.user_id', '=', userId)
        .where('grants.expires_at', '>', new Date())
        .orderBy('grants.created_at', 'desc')
        .execute()
      // The console only learns who signs in.
      const others = rows.filter(({ client }) => client?.['console'] !== true)
      return others.map(({ id, payload, client, created_at, expires_at }) => {
        const [origin = '', scope = ''] = Object.entries((payload['resources'] ?? {}) as Record<string, string>)[0] ?? []
        const clientName = String(client?.['client_name'] ?? payload['clientId'])
        const pluginTitle = resources.byIndicator(origin)?.title ?? origin
        return { id, clientName, pluginTitle, scopes: scope.split(' ').filter(Boolean), createdAt: created_at, expiresAt: expires_at }
      })
    },

    async revoke(userId, id) {
      const grants = kysely.deleteFrom('oidc').where('user_id', '=', userId).where('grant_id', '=', id)
      const { numDeletedRows } = await grants.executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

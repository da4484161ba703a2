import type { PlatformDatabase } from '@patchbay/database'
import { sql } from 'kysely'

/** Removes what is over for a day, and clients that registered themselves 90 days ago and that nobody allows anything. */
export async function removeExpired({ kysely }: PlatformDatabase): Promise<void> {
  await kysely
    .deleteFrom('oidc')
    .where('expires_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute()
  await kysely
    .deleteFrom('links')
    .where('expires_at', '<', sql<Date>`now() - interval '30 days'`)
    .execute()
  await kysely.deleteFrom('console_sessions').where('expires_at', '<', new Date()).execute()
  const grants = kysely
    .selectFrom('oidc as grants')
    .select(sql`1`.as('one'))
    .where('grants.model', '=', 'Grant')
  await kysely
    .deleteFrom('oidc')
    .where('model', '=', 'Client')
    .where('created_at', '<', sql<Date>`now() - interval '90 days'`)
    .where(sql`oidc.payload ->> 'registered'`, '=', 'true')
    .where((where) => where.not(where.exists(grants.where(sql`grants.payload ->> 'clientId'`, '=', sql.ref('oidc.id')))))
    .execute()
}

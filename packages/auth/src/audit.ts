import type { PlatformDatabase } from '@patchbay/database'

export type AuditEvent =
  | 'sign-in'
  | 'sign-in.refused'
  | 'password.set'
  | 'consent'
  | 'consent.refused'
  | 'grant.revoked'
  | 'token.issued'
  | 'client.created'
  | 'client.registered'
  | 'client.revoked'
  | 'key.created'
  | 'key.revoked'
  | 'user.created'
  | 'user.signed-up'
  | 'user.changed'
  | 'link.sent'
  | 'session.ended'
  | 'signing-key.created'
  | 'confirmation.approved'
  | 'confirmation.refused'
  | 'confirmation.used'

export interface AuditLine {
  event: AuditEvent
  userId?: string | undefined
  clientId?: string | undefined
  plugin?: string | undefined
  address?: string | undefined
  /** Never secrets. */
  details?: Record<string, unknown>
}

/** The trail of who was let in, to what and by whom. Lines are only ever added. */
export interface Audit {
  write(line: AuditLine): Promise<void>
  /** The newest lines first. */
  list(options?: { event?: string | undefined; limit?: number }): Promise<(AuditLine & { at: Date })[]>
}

export function createAudit({ kysely }: PlatformDatabase): Audit {
  return {
    async write({ event, userId = null, clientId = null, plugin = null, address = null, details = {} }) {
      const row = { event, user_id: userId, client_id: clientId, plugin, address, details: JSON.stringify(details) }
      await kysely.insertInto('audit').values(row).execute()
    },

    async list({ event, limit = 50 } = {}) {
      const lines = kysely.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit)
      const rows = await (event === undefined ? lines : lines.where('event', '=', event)).execute()
      return rows.map((row) => ({
        at: row.at,
        event: row.event as AuditEvent,
        userId: row.user_id ?? undefined,
        clientId: row.client_id ?? undefined,
        plugin: row.plugin ?? undefined,
        address: row.address ?? undefined,
        details: row.details,
      }))
    },
  }
}

import type { PlatformDatabase } from '@patchbay/database'
import { sql } from 'kysely'

/** What is written down. */
export const auditEvents = [
  'sign-in',
  'sign-in.refused',
  'identity.linked',
  'password.set',
  'consent',
  'consent.refused',
  'grant.revoked',
  'token.issued',
  'client.created',
  'client.registered',
  'client.revoked',
  'key.created',
  'key.revoked',
  'user.created',
  'user.signed-up',
  'user.changed',
  'link.sent',
  'session.ended',
  'signing-key.created',
  'signing-key.retired',
  'confirmation.approved',
  'confirmation.refused',
  'confirmation.used',
  'plugin.switched',
  'job.retried',
  'job.dropped',
] as const

export type AuditEvent = (typeof auditEvents)[number]

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
  list(options?: AuditQuery): Promise<(AuditLine & { id: string; at: Date })[]>
}

export interface AuditQuery {
  event?: string | undefined
  /** What was done to this person, or by this administrator. */
  userId?: string | undefined
  plugin?: string | undefined
  /** Only lines since then. */
  since?: Date | undefined
  /** Only lines older than the one of this id. */
  before?: string | undefined
  /** 50 when left out. */
  limit?: number
}

export function createAudit({ kysely }: PlatformDatabase): Audit {
  return {
    async write({ event, userId = null, clientId = null, plugin = null, address = null, details = {} }) {
      const row = { event, user_id: userId, client_id: clientId, plugin, address, details: JSON.stringify(details) }
      await kysely.insertInto('audit').values(row).execute()
    },

    async list({ event, userId, plugin, since, before, limit = 50 } = {}) {
      const rows = await kysely
        .selectFrom('audit')
        .selectAll()
        .$if(event !== undefined, (lines) => lines.where('event', '=', event!))
        .$if(plugin !== undefined, (lines) => lines.where('plugin', '=', plugin!))
        .$if(since !== undefined, (lines) => lines.where('at', '>=', since!))
        .$if(before !== undefined, (lines) => lines.where('id', '<', before!))
        .$if(userId !== undefined, (lines) => lines.where(sql<boolean>`(user_id = ${userId} or details ->> 'admin' = ${userId})`))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        id: row.id,
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

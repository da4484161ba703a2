import type { PlatformDatabase } from '@patchbay/database'
import { sql } from 'kysely'

/** What somebody called in a plugin. */
export interface UsageLine {
  plugin: string
  /** A person's address, a key's name, or what else is known of who called. */
  who: string
  /** Today (UTC). */
  today: number
  /** In all the days that were asked for. */
  calls: number
  failures: number
  limited: number
}

export interface Usage {
  /** Of the last days, today included; who called most comes first. */
  list(options: { days: number; limit: number }): Promise<UsageLine[]>
}

/** Who used what. Counted by the gateways, which store it every ten seconds. */
export function createUsage({ kysely }: PlatformDatabase): Usage {
  return {
    async list({ days, limit }) {
      const { rows } = await sql<Record<keyof UsageLine, string>>`
        select plugin,
          coalesce(users.email, case when keys.id is null then null else 'key ' || keys.name end, clients.payload ->> 'client_name', caller) as who,
          sum(calls) filter (where day = (now() at time zone 'utc')::date) as today,
          sum(calls) as calls, sum(failures) as failures, sum(limited) as limited
        from patchbay.usage
          left join patchbay.users on users.id::text = caller
          left join patchbay.keys on 'key_' || keys.id = caller
          left join patchbay.oidc as clients on clients.model = 'Client' and clients.id = caller
        where day > (now() at time zone 'utc')::date - ${days}::int
        group by 1, 2 order by sum(calls) desc, 1, 2 limit ${limit}`.execute(kysely)
      return rows.map((row) => ({
        plugin: row.plugin,
        who: row.who,
        today: Number(row.today ?? 0),
        calls: Number(row.calls),
        failures: Number(row.failures),
        limited: Number(row.limited),
      }))
    },
  }
}

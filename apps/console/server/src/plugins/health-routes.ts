import type Router from '@koa/router'
import type { PlatformDatabase } from '@patchbay/database'
import { SafeRequestError, type SafeRequest } from '@patchbay/safe-fetch'
import { sql } from 'kysely'
import type { PluginHealth } from '../api.ts'
import type { CallState } from '../call.ts'
import type { PluginStore, StoredPlugin } from './plugin-store.ts'

export interface HealthRoutesOptions {
  database: PlatformDatabase
  plugins: PluginStore
  request: SafeRequest
}

export function addHealthRoutes(router: Router<CallState>, { database, plugins, request }: HealthRoutesOptions): void {
  router.get('/api/plugins/:id/health', async (ctx) => {
    const plugin = await plugins.find(ctx.state.account!, ctx.params['id']!)
    const [reach, calls] = await Promise.all([look(request, plugin), countCalls(database, plugin.id)])
    ctx.body = { ...reach, ...calls } satisfies PluginHealth
  })
}

type Reach = Pick<PluginHealth, 'isReachable' | 'milliseconds' | 'problem'>

async function look(request: SafeRequest, { url, kind }: StoredPlugin): Promise<Reach> {
  const started = performance.now()
  try {
    const { status } = await request({ url: new URL(url), origin: 'typed', timeout: 10_000, maxBytes: 65_536, cuts: true })
    const milliseconds = Math.round(performance.now() - started)
    // An MCP server has nothing to show to a GET; that it answers is enough.
    const isReachable = kind === 'mcp' ? status < 500 : status === 200
    return { isReachable, milliseconds, problem: isReachable ? null : `The answer was ${status}.` }
  } catch (error) {
    if (!(error instanceof SafeRequestError)) throw error
    return { isReachable: false, milliseconds: null, problem: error.message }
  }
}

/** Of the last week. */
async function countCalls(
  { kysely }: PlatformDatabase,
  pluginId: string,
): Promise<Pick<PluginHealth, 'calls' | 'failures' | 'medianMilliseconds'>> {
  const since = new Date(Date.now() - 7 * 24 * 3_600_000)
  const row = await kysely
    .selectFrom('console_calls')
    .select((select) => [
      select.fn.countAll<string>().as('calls'),
      select.fn.countAll<string>().filterWhere('ok', '=', false).as('failures'),
      sql<number | null>`percentile_cont(0.5) within group (order by milliseconds)`.as('median'),
    ])
    .where('plugin_id', '=', pluginId)
    .where('created_at', '>', since)
    .where('milliseconds', 'is not', null)
    .executeTakeFirstOrThrow()
  return {
    calls: Number(row.calls),
    failures: Number(row.failures),
    medianMilliseconds: row.median === null ? null : Math.round(row.median),
  }
}

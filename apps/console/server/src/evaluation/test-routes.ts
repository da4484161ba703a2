import type Router from '@koa/router'
import type { PlatformDatabase } from '@patchbay/database'
import { AppError } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { PluginTest, TestSet } from '../api.ts'
import type { Call, CallState } from '../call.ts'
import { readJson } from '../http/read-json.ts'
import type { ModelClient } from '../models/model-client.ts'
import { takesId } from '../plugins/definition.ts'
import type { PluginStore, StoredPlugin } from '../plugins/plugin-store.ts'
import { runTests } from './run-tests.ts'

export interface TestRoutesOptions {
  database: PlatformDatabase
  plugins: PluginStore
  client: ModelClient
}

const test = z.strictObject({
  say: z.string().trim().min(1).max(2000),
  action: z.string().min(1).max(100),
  arguments: z.record(z.string(), z.unknown()).optional(),
})
const most = 300
const testSet = z.strictObject({ tests: z.array(test).max(most, `A test set has at most ${most} sentences.`) })

export function addTestRoutes(router: Router<CallState>, { database, plugins, client }: TestRoutesOptions): void {
  const running = new Set<string>()
  const find = (ctx: Call) => plugins.find(ctx.state.account!, ctx.params['id']!)
  router.get('/api/plugins/:id/tests', async (ctx) => {
    ctx.body = await load(database, ctx.state.account!.id, await find(ctx as Call))
  })
  router.put('/api/plugins/:id/tests', async (ctx) => {
    const plugin = await find(ctx as Call)
    const { tests } = await readJson(ctx as Call, testSet)
    await save(database, { userId: ctx.state.account!.id, pluginId: plugin.id, tests: tests as PluginTest[] })
    ctx.body = await load(database, ctx.state.account!.id, plugin)
  })
  router.post('/api/plugins/:id/tests/run', async (ctx) => {
    const plugin = await find(ctx as Call)
    const userId = ctx.state.account!.id
    if (running.has(userId)) throw new AppError('conflict', 'Your tests run already. Wait for them.')
    running.add(userId)
    const gone = new AbortController()
    ctx.res.once('close', () => gone.abort())
    try {
      const { tests } = await load(database, userId, plugin)
      ctx.body = await runTests(client, plugin, tests, gone.signal)
    } finally {
      running.delete(userId)
    }
  })
}

async function load({ kysely }: PlatformDatabase, userId: string, { id, definition }: StoredPlugin): Promise<TestSet> {
  const own = kysely.selectFrom('console_tests').select('tests').where('user_id', '=', userId).where('plugin_id', '=', id)
  const row = await own.executeTakeFirst()
  const openings = definition.actions
    .filter((action) => !takesId(action))
    .flatMap(({ examples }) => examples.slice(0, 1).map(({ say }) => say))
  if (row) return { tests: row.tests as PluginTest[], isOwn: true, openings }
  // Arguments of examples may be put in more than one way, so only the action counts.
  const tests = definition.actions.flatMap(({ name, examples }) => examples.map(({ say }) => ({ say, action: name }))).slice(0, most)
  return { tests, isOwn: false, openings }
}

async function save(
  { kysely }: PlatformDatabase,
  { userId, pluginId, tests }: { userId: string; pluginId: string; tests: PluginTest[] },
): Promise<void> {
  await kysely.deleteFrom('console_tests').where('user_id', '=', userId).where('plugin_id', '=', pluginId).execute()
  if (tests.length > 0)
    await kysely
      .insertInto('console_tests')
      .values({ user_id: userId, plugin_id: pluginId, tests: JSON.stringify(tests) })
      .execute()
}

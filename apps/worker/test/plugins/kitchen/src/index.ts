import { AppError, defineAction, defineJob, definePlugin, type Database, type JobContext, type UserContext } from '@patchbay/plugin-kit'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

interface Tables {
  dishes: { name: string; cook: string; job: string | null }
}

const shared = { description: 'For tests.', examples: [], effect: 'write', auth: 'user' } as const

const washUp = defineJob({
  name: 'washUp',
  input: z.object({ pot: z.string() }),
  run: async ({ pot }, { database, user }: JobContext & { database: Database<Tables> }) => {
    await database
      .insertInto('dishes')
      .values({ name: `clean ${pot}`, cook: user?.email ?? 'nobody', job: null })
      .execute()
  },
})

const cook = defineAction({
  ...shared,
  name: 'cook',
  route: 'POST /dishes',
  input: z.object({ name: z.string(), minutes: z.number().default(0) }),
  output: z.object({ name: z.string(), cook: z.string() }),
  background: { attempts: 3 },
  async run({ name, minutes }, { user, signal, progress, transaction, jobId, enqueue }: UserContext) {
    if (name === 'poison') throw new AppError('unprocessable', 'Nobody cooks that.')
    progress(0.5, 'on the stove')
    if (minutes > 0) await wait(minutes * 60_000, undefined, { signal })
    await enqueue(washUp, { pot: name })
    return transaction(async (database: Database<Tables>) => {
      await database
        .insertInto('dishes')
        .values({ name, cook: user.email, job: jobId ?? null })
        .execute()
      return { name, cook: user.email }
    })
  },
})

const listDishes = defineAction({
  ...shared,
  name: 'listDishes',
  route: 'GET /dishes',
  effect: 'read',
  input: z.object({}),
  output: z.object({ names: z.array(z.string()) }),
  async run(_input, { database }: UserContext & { database: Database<Tables> }) {
    const rows = await database.selectFrom('dishes').select('name').orderBy('name').execute()
    return { names: rows.map(({ name }) => name) }
  },
})

export default definePlugin({
  name: 'kitchen',
  title: 'Kitchen',
  summary: 'Cooks in the background.',
  description: 'Cooks in the background.',
  auth: 'user',
  logo: new URL('../../../../../../packages/plugins/hello/logo.png', import.meta.url),
  migrations: { '001-dishes': 'create table dishes (name text not null, cook text not null, job uuid unique)' },
  setup: ({ database }) => ({ database: database as Database<Tables> }),
  actions: [cook, listDishes],
  jobs: [washUp],
})

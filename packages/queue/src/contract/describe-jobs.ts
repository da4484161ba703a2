import { AppError, isCancelled, retryLater } from '@patchbay/plugin-kit'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createParkedJobs,
  isFinal,
  startRunner,
  type Job,
  type JobQueue,
  type NewJob,
  type Owner,
  type Runner,
  type Work,
} from '../index.ts'
import { createFeeder } from '../jobs/feeder.ts'
import { renewLeases } from '../runner/leases.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const timing = { repair: 100, backoff: 50 }

/** What every driver of the queue does. */
export function describeJobs(open: () => Promise<JobQueue>): void {
  let queue: JobQueue
  let runner: Runner | undefined
  beforeEach(async () => {
    queue = await open()
  })
  afterEach(async () => {
    await runner?.close({ patience: 0 })
    runner = undefined
    await queue.close()
  })

  /** A plugin of its own for each test, so that none meets the jobs of another. */
  const createCase = () => {
    const plugin = `plugin-${randomUUID()}`
    const user = { id: randomUUID(), email: 'ada@example.com' }
    const caller = { user, client: { id: 'key-1', kind: 'key' as const }, scopes: [], location: { country: 'AT' } }
    const owner: Owner = { plugin, caller }
    const job = (input: unknown, more: Partial<NewJob> = {}): NewJob => ({
      plugin,
      name: 'work',
      input,
      caller,
      requestId: 'request-1',
      ...more,
    })
    const run = async (work: Work['run'], more: Partial<Work> = {}) => {
      runner = await startRunner({ ...queue, log: silent, timing, work: [{ plugin, name: 'work', run: work, ...more }] })
    }
    const end = async (id: string): Promise<Job> => {
      let last: Job | undefined
      for await (const seen of queue.jobs.watch(id, owner, AbortSignal.timeout(20_000))) last = seen
      if (!last || !isFinal(last)) throw new Error(`the job did not end: ${JSON.stringify(last)}`)
      return last
    }
    return { plugin, caller, owner, job, run, end }
  }

  describe('a job', () => {
    it('runs with its input and its caller, and its result is kept', async () => {
      const { job, run, end, caller } = createCase()
      const { id, status } = await queue.jobs.start(job({ text: 'ü' }))
      expect(status).toBe('queued')
      await run(async (attempt) =>
        JSON.stringify({ input: attempt.input, caller: attempt.caller, requestId: attempt.requestId, id: attempt.id }),
      )
      const ended = await end(id)
      expect(ended).toMatchObject({ status: 'succeeded', progress: { fraction: 1 } })
      expect(JSON.parse(ended.result!)).toEqual({
        input: { text: 'ü' },
        caller: JSON.parse(JSON.stringify(caller)),
        requestId: 'request-1',
        id,
      })
    })

    it('accepted in a transaction is there after its commit only', async () => {
      const { job, run, end, owner } = createCase()
      await run(async () => '"done"')
      const rolledBack = queue.database.kysely.transaction().execute(async (transaction) => {
        const accepted = await queue.jobs.accept(transaction, job({}))
        throw Object.assign(new Error('no'), { id: accepted.id })
      })
      const { id: lost } = await rolledBack.catch((error: Error & { id: string }) => error)
      expect(await queue.jobs.find(lost as string, owner)).toBeUndefined()
      const { id } = await queue.database.kysely.transaction().execute((transaction) => queue.jobs.accept(transaction, job({})))
      queue.jobs.announce({ id })
      expect(await end(id)).toMatchObject({ status: 'succeeded', result: '"done"' })
    })

    it('that nobody announced runs all the same', async () => {
      const { job, run, end } = createCase()
      const { id } = await queue.jobs.accept(queue.database.kysely, job({}))
      await run(async () => undefined)
      expect(await end(id)).toMatchObject({ status: 'succeeded', result: undefined })
    })

    it('is seen by its owner, in its plugin, and by nobody else', async () => {
      const { job, owner, caller } = createCase()
      const { id } = await queue.jobs.start(job({}))
      expect(await queue.jobs.find(id, owner)).toMatchObject({ id, status: 'queued' })
      const others: Owner[] = [
        { ...owner, plugin: 'other' },
        { ...owner, caller: { ...caller, user: { id: randomUUID(), email: 'ada@example.com' } } },
        { ...owner, caller: { ...caller, user: undefined } },
      ]
      for (const other of others) {
        expect(await queue.jobs.find(id, other)).toBeUndefined()
        expect(await queue.jobs.cancel(id, other)).toBeUndefined()
      }
      expect(await queue.jobs.find('no-id', owner)).toBeUndefined()
      expect(await queue.jobs.find(id, owner)).toMatchObject({ status: 'queued' })
    })

    it('of a key that was used before is the first one', async () => {
      const { job } = createCase()
      const [first, second] = await Promise.all([
        queue.jobs.start(job({ a: 1 }, { uniqueKey: 'k' })),
        queue.jobs.start(job({ a: 2 }, { uniqueKey: 'k' })),
      ])
      const third = await queue.jobs.start(job({ a: 3 }, { uniqueKey: 'k' }))
      expect(second.id).toBe(first.id)
      expect(third.id).toBe(first.id)
    })

    it('tells how far it is', async () => {
      const { job, run, owner } = createCase()
      const proceed = Promise.withResolvers<void>()
      await run(async ({ progress }) => {
        progress(0.5, 'half')
        await proceed.promise
        return '1'
      })
      const { id } = await queue.jobs.start(job({}))
      const seen: Job[] = []
      for await (const each of queue.jobs.watch(id, owner, AbortSignal.timeout(20_000))) {
        seen.push(each)
        if (each.progress.fraction === 0.5) proceed.resolve()
      }
      expect(seen.map(({ version }) => version)).toEqual(seen.map(({ version }) => version).toSorted((a, b) => a - b))
      expect(seen.find(({ progress }) => progress.message === 'half')).toMatchObject({ status: 'running', progress: { fraction: 0.5 } })
      expect(seen.at(-1)).toMatchObject({ status: 'succeeded' })
    })
  })

  describe('an attempt that fails', () => {
    it('is followed by another, and by none once it may not be tried again', async () => {
      const { job, run, end } = createCase()
      const tries: number[] = []
      await run(async ({ number }) => {
        tries.push(number)
        if (number < 2) throw new Error('once')
        throw new AppError('conflict', 'It is sold out.')
      })
      const ended = await end((await queue.jobs.start(job({}))).id)
      expect(ended).toMatchObject({ status: 'failed', error: { code: 'conflict', status: 409, detail: 'It is sold out.' } })
      expect(tries).toEqual([1, 2])
    })

    it('the last time leaves the job parked, and says nothing of the bug', async () => {
      const { job, run, end } = createCase()
      await run(
        async () => {
          throw new Error('secret detail')
        },
        { attempts: 2 },
      )
      const ended = await end((await queue.jobs.start(job({}))).id)
      expect(ended).toMatchObject({ status: 'failed', error: { code: 'internal', status: 500 } })
      expect(JSON.stringify(ended)).not.toContain('secret')
      const row = await queue.database.kysely.selectFrom('jobs').selectAll().where('id', '=', ended.id).executeTakeFirstOrThrow()
      expect(row).toMatchObject({ attempt: 2, failures: 2, parked_at: expect.any(Date) })
    })

    it('leaves a parked job that an operator can run anew', async () => {
      const { job, run, end } = createCase()
      const parked = createParkedJobs(queue.database.kysely)
      await run(
        async ({ number }) => {
          if (number === 1) throw new Error('not yet')
          return String(number)
        },
        { attempts: 1 },
      )
      const { id } = await end((await queue.jobs.start(job({}))).id)
      expect(await parked.list(100)).toContainEqual(expect.objectContaining({ id, attempts: 1 }))
      expect(await parked.retry(id)).toBe(true)
      expect(await end(id)).toMatchObject({ status: 'succeeded', result: '2' })
      expect(await parked.retry(id)).toBe(false)
      expect(await parked.retry('nothing')).toBe(false)
    })

    it('leaves a parked job that an operator can drop', async () => {
      const { job, run, end } = createCase()
      const parked = createParkedJobs(queue.database.kysely)
      await run(() => Promise.reject(new Error('no')), { attempts: 1 })
      const { id } = await end((await queue.jobs.start(job({}))).id)
      expect(await parked.drop(id)).toBe(true)
      expect(await parked.drop(id)).toBe(false)
      expect((await parked.list(100)).map((each) => each.id)).not.toContain(id)
    })

    it('for now does not count', async () => {
      const { job, run, end } = createCase()
      await run(
        async ({ number }) => {
          if (number < 4) throw retryLater(10)
          return JSON.stringify(number)
        },
        { attempts: 1 },
      )
      expect(await end((await queue.jobs.start(job({}))).id)).toMatchObject({ status: 'succeeded', result: '4' })
    })

    it('for now is over, though a renewal of its lease comes late', async () => {
      const { job, run, owner } = createCase()
      await run(() => Promise.reject(retryLater(60_000)))
      const { id } = await queue.jobs.start(job({}))
      await vi.waitUntil(async () => {
        const row = await queue.database.kysely.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
        return row.status === 'queued' && row.attempt === 1
      })
      await renewLeases(queue.database.kysely, [{ id, attempt: 1 }], 15_000)
      expect(await queue.jobs.find(id, owner)).toMatchObject({ status: 'queued' })
    })

    it('because it takes too long hears so', async () => {
      const { job, run, end } = createCase()
      await run(({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))), {
        attempts: 1,
        timeout: 50,
      })
      expect(await end((await queue.jobs.start(job({}))).id)).toMatchObject({ status: 'failed', error: { code: 'timeout', status: 504 } })
    })
  })

  describe('a ticket', () => {
    it('that comes before its job is due does not lose it', async () => {
      const { plugin, job, run, end } = createCase()
      const { id } = await queue.jobs.accept(queue.database.kysely, job({}, { delay: 500 }))
      await run(async () => '"due"')
      await queue.feeder.feed([{ id, generation: 0, queue: `${plugin}.work`, delay: 0 }])
      expect(await end(id)).toMatchObject({ status: 'succeeded', result: '"due"' })
    })

    it('that was given late is not taken for that of the next attempt', async () => {
      const { plugin, job } = createCase()
      const { kysely } = queue.database
      const { id } = await queue.jobs.accept(kysely, job({}))
      const isOver = async () => {
        await kysely.updateTable('jobs').set({ generation: 1 }).where('id', '=', id).execute()
      }
      await createFeeder(kysely, { ...queue.dispatch, feed: isOver }).feed([{ id, generation: 0, queue: `${plugin}.work`, delay: 0 }])
      expect(await kysely.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst()).toMatchObject({ enqueued_at: null })
    })
  })

  describe('cancelling', () => {
    it('ends a job that waits', async () => {
      const { job, run, end, owner } = createCase()
      let runs = 0
      const { id } = await queue.jobs.start(job({}))
      expect(await queue.jobs.cancel(id, owner)).toMatchObject({ status: 'cancelled' })
      await run(async () => String(runs++))
      await end((await queue.jobs.start(job({}))).id)
      expect(await queue.jobs.find(id, owner)).toMatchObject({ status: 'cancelled' })
      expect(runs).toBe(1)
    })

    it('reaches the signal of one that runs', async () => {
      const { job, run, end, owner } = createCase()
      const started = Promise.withResolvers<void>()
      const seen = Promise.withResolvers<void>()
      await run(async ({ signal }) => {
        started.resolve()
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        await seen.promise
        throw signal.reason as Error
      })
      const { id } = await queue.jobs.start(job({}))
      await started.promise
      expect(await queue.jobs.cancel(id, owner)).toMatchObject({ status: 'running', isCancelling: true })
      seen.resolve()
      expect(await end(id)).toMatchObject({ status: 'cancelled' })
    })

    it('runs one that said "not now" once more, so that it can undo what it has begun', async () => {
      const { job, run, end, owner } = createCase()
      const waits = Promise.withResolvers<void>()
      let undone = 0
      await run(async ({ signal }) => {
        if (isCancelled(signal)) {
          undone++
          throw signal.reason as Error
        }
        waits.resolve()
        throw retryLater(60_000)
      })
      const { id } = await queue.jobs.start(job({}))
      await waits.promise
      await vi.waitUntil(async () => (await queue.jobs.find(id, owner))?.status === 'queued')
      await queue.jobs.cancel(id, owner)
      expect(await end(id)).toMatchObject({ status: 'cancelled' })
      expect(undone).toBe(1)
    })

    it('comes too late for one that ends by itself', async () => {
      const { job, run, end, owner } = createCase()
      const started = Promise.withResolvers<void>()
      await run(async ({ signal }) => {
        started.resolve()
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        return '"ticketed"'
      })
      const { id } = await queue.jobs.start(job({}))
      await started.promise
      await queue.jobs.cancel(id, owner)
      expect(await end(id)).toMatchObject({ status: 'succeeded', result: '"ticketed"' })
      expect(await queue.jobs.cancel(id, owner)).toMatchObject({ status: 'succeeded' })
    })
  })

  describe('a worker', () => {
    it('that stops gives back what it can not end', async () => {
      const { job, run, end, owner } = createCase()
      const started = Promise.withResolvers<void>()
      await run(({ signal }) => {
        started.resolve()
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
      })
      const { id } = await queue.jobs.start(job({}))
      await started.promise
      await runner!.close({ patience: 0 })
      expect(await queue.jobs.find(id, owner)).toMatchObject({ status: 'queued' })
      await run(async ({ number }) => String(number))
      expect(await end(id)).toMatchObject({ status: 'succeeded', result: '2' })
    })

    it('that died loses its job to another, and its late result does not count', async () => {
      const { job, run, end } = createCase()
      const late = Promise.withResolvers<void>()
      const started = Promise.withResolvers<void>()
      await run(async ({ number }) => {
        if (number > 1) return '"second"'
        started.resolve()
        await late.promise
        return '"first"'
      })
      const { id } = await queue.jobs.start(job({}))
      await started.promise
      // As if another attempt had begun: this one is fenced off.
      await queue.database.kysely
        .updateTable('jobs')
        .set({ attempt: 2, lease_until: new Date(0) })
        .where('id', '=', id)
        .execute()
      late.resolve()
      expect(await end(id)).toMatchObject({ status: 'succeeded', result: '"second"' })
    })
  })

  describe('a schedule', () => {
    it('starts its job by itself, each time once for all workers', async () => {
      const { plugin } = createCase()
      const ran = Promise.withResolvers<void>()
      const ticks: string[] = []
      const work: Work = {
        plugin,
        name: 'sweep',
        schedule: 'every 1 seconds',
        run: async ({ requestId }) => {
          ticks.push(requestId)
          if (ticks.length === 3) ran.resolve()
          return undefined
        },
      }
      runner = await startRunner({ ...queue, log: silent, work: [work] })
      const other = await startRunner({ ...queue, log: silent, work: [work] })
      await ran.promise
      await other.close()
      expect(new Set(ticks).size).toBe(ticks.length)
    })
  })
}

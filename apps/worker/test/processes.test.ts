import { hasPostgres } from '@patchbay/database/testing'
import { hasRedis } from '@patchbay/rate-limit/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startCollector, type Collector } from './start-collector.ts'
import { startProcesses, type Processes, type Reply } from './start-processes.ts'

describe.skipIf(!hasRedis() || !hasPostgres())(
  'gateway and worker as processes (skipped where redis-server or postgres is not installed)',
  () => {
    let processes: Processes
    let collector: Collector
    beforeAll(async () => {
      collector = await startCollector()
      processes = await startProcesses({
        FLIGHTS_CARRIER: 'flaky',
        FLIGHTS_CARRIER_DELAY: '1500',
        LIMIT_USER: '100000/60',
        LIMIT_ACTION: '100000/60',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collector',
      })
    })
    afterAll(async () => {
      await processes[Symbol.asyncDispose]()
      await collector[Symbol.asyncDispose]()
    })

    const ask: Processes['ask'] = (...call) => processes.ask(...call)

    const findOffer = async () => {
      const date = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)
      const { offers } = (await ask('flights', `/flights?from=Paris&to=nyc&date=${date}&limit=1`)).json
      const { id, price } = offers[0]
      return { price, body: { offerId: id, passengers: [{ givenName: 'Ada', familyName: 'Lovelace' }], expectedPrice: pick(price) } }
    }
    const listBookings = async () => (await ask('flights', '/bookings')).json.bookings as Reply['json'][]
    const importOne = () => ask('notes', '/imports', { body: { files: [{ path: 'a.md', text: 'one' }] } })
    const untilProgress = (accepted: Reply, pattern: RegExp) =>
      vi.waitUntil(async () => pattern.test((await ask('flights', accepted.headers.location!)).json.progress.message ?? ''), {
        timeout: 20_000,
        interval: 20,
      })

    it('book a flight at the price that was agreed to, though the carrier can’t be reached at first, and pay it back', async () => {
      const { price, body } = await findOffer()
      const { asked, accepted } = await processes.agree('flights', '/bookings', body)
      expect(asked).toMatchObject({ status: 202, json: { status: 'confirmation_required', confirmation: { arguments: body } } })
      expect(JSON.stringify(asked.json.confirmation)).toContain(price.text)
      expect(asked.headers.location).toBeUndefined()
      expect(accepted).toMatchObject({ status: 202, json: { status: 'queued' } })
      const { result } = await processes.end('flights', accepted)
      expect(result).toMatchObject({ status: 'confirmed', reference: expect.stringMatching(/^[2-9A-Z]{6}$/) })
      expect(await listBookings()).toHaveLength(1)
      expect((await ask('flights', `/bookings/${result.id}/cancel`, { body: {} })).json).toMatchObject({ refund: { amount: price.amount } })
    })

    it('cancel a booking that has no ticket yet, and keep nothing', async () => {
      const { accepted } = await processes.agree('flights', '/bookings', (await findOffer()).body)
      await untilProgress(accepted, /paid/)
      expect((await ask('flights', `${accepted.headers.location}/cancel`, { method: 'POST' })).status).toBe(200)
      expect(await processes.end('flights', accepted)).toMatchObject({ status: 'cancelled' })
      expect((await listBookings()).filter(({ status }) => status === 'confirmed')).toEqual([])
    })

    it('tell of a call and of its job in the caller’s trace, without what was sent', async () => {
      const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
      const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` }
      const files = [{ path: 'a.md', text: 'a private thought' }]
      await processes.end('notes', await ask('notes', '/imports', { body: { files }, headers }))
      const spans = await vi.waitUntil(() => collector.findJob(traceId), { timeout: 20_000, interval: 50 })
      const toParents = (name: string): string[] => {
        const { span, service } = spans.find((each) => each.span.name === name)!
        const parent = spans.find((each) => each.span.spanId === span.parentSpanId)
        return [`${service}: ${name}`, ...(parent ? toParents(parent.span.name) : [span.parentSpanId])]
      }
      expect(toParents('notes.importNotes job')).toEqual([
        'worker: notes.importNotes job',
        'gateway: notes.importNotes',
        'gateway: POST /imports',
        '00f067aa0ba902b7',
      ])
      expect(collector.authorizations()).toEqual(['Bearer collector'])
      expect(collector.received()).not.toMatch(/private thought|a\.md|pb_|ada@example/)
      // Lines are written within a second.
      const { lines } = processes.worker
      await vi.waitUntil(() => lines().some((line) => line['msg'] === 'job done' && line['traceId'] === traceId), { timeout: 20_000 })
    })

    it('go on after SIGTERM with what runs, and leave the rest to the next worker', async () => {
      const { accepted } = await processes.agree('flights', '/bookings', (await findOffer()).body)
      await untilProgress(accepted, /paid/)
      expect(await processes.worker.stop()).toBe(0)
      const waiting = await importOne()
      expect(waiting.status).toBe(202)
      processes.worker = await processes.startWorker()
      expect(await processes.end('flights', accepted)).toMatchObject({ status: 'succeeded', result: { status: 'confirmed' } })
      expect(await processes.end('notes', waiting)).toMatchObject({ status: 'succeeded' })
      expect((await listBookings()).filter(({ status }) => status === 'confirmed')).toHaveLength(1)
    })

    it('export notes behind a link that needs no key', async () => {
      await processes.end('notes', await importOne())
      const { result } = await processes.end('notes', await ask('notes', '/exports', { body: {} }))
      const file = await ask('notes', new URL(result.url).pathname, { key: '' })
      expect(file).toMatchObject({ status: 200, headers: { 'content-type': 'application/zip' } })
      expect((await ask('notes', `${new URL(result.url).pathname.slice(0, -1)}~`)).status).toBe(404)
    })

    it('say in log and metrics what became of a job, with the request that started it', async () => {
      const accepted = await importOne()
      await processes.end('notes', accepted)
      const requestId = accepted.headers['x-request-id']
      const own = () => processes.worker.lines().filter((line) => line['jobId'] === accepted.json.jobId)
      // Lines are written within a second.
      const done = await vi.waitUntil(() => own().find(({ msg }) => msg === 'job done'), { timeout: 20_000 })
      expect(done).toMatchObject({ requestId })
      expect(own()).toContainEqual(expect.objectContaining({ msg: 'notes imported', requestId, plugin: 'notes' }))
      const metrics = await (await fetch(`http://127.0.0.1:${processes.worker.metricsPort}/metrics`)).text()
      expect(metrics).toMatch(/patchbay_job_attempts_total\{plugin="notes",job="importNotes",status="succeeded"\} [1-9]/)
      expect(metrics).toMatch(/patchbay_job_duration_seconds_count\{plugin="notes",job="importNotes"\} [1-9]/)
      expect(metrics).toContain('# TYPE patchbay_jobs gauge')
    })

    it('answer while Redis is hung, and while it is gone, and only after the job is stored', async () => {
      const stopped = processes.redis.pid
      process.kill(stopped, 'SIGSTOP')
      const hung = await timed(importOne)
      process.kill(stopped, 'SIGCONT')
      await processes.redis.kill()
      const gone = await timed(importOne)
      for (const { reply } of [hung, gone]) {
        expect(reply.status).toBe(202)
        expect((await ask('notes', reply.headers.location!)).status).toBe(200)
      }
      await processes.redis.restart()
      for (const { reply } of [hung, gone]) expect(await processes.end('notes', reply)).toMatchObject({ status: 'succeeded' })
      process.stdout.write(`a job was accepted in ${hung.milliseconds} ms with Redis hung, in ${gone.milliseconds} ms with Redis gone\n`)
    })

    it('accept no job while PostgreSQL is gone, and say so', async () => {
      await processes.postgres.crash()
      expect(await importOne()).toMatchObject({ status: 503 })
      await processes.postgres.restart()
      const accepted = await vi.waitUntil(async () => importOne().then((reply) => reply.status === 202 && reply), { timeout: 20_000 })
      expect(await processes.end('notes', accepted as Reply)).toMatchObject({ status: 'succeeded' })
    })
  },
)

function pick({ amount, currency }: { amount: number; currency: string }) {
  return { amount, currency }
}

async function timed(call: () => Promise<Reply>): Promise<{ reply: Reply; milliseconds: number }> {
  const begun = performance.now()
  const reply = await call()
  return { reply, milliseconds: Math.round(performance.now() - begun) }
}

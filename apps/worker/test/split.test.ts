import { hasPostgres } from '@patchbay/database/testing'
import { askHost, findPort, modern } from '@patchbay/gateway/testing'
import { hasRedis } from '@patchbay/rate-limit/testing'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { request as sendRequest, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startCollector, type Collector } from './start-collector.ts'
import { startProcesses, type Processes, type Reply } from './start-processes.ts'

const isFull = process.env['PATCHBAY_TRIALS'] === 'full'

describe.skipIf(!isFull || !hasRedis() || !hasPostgres())(
  'flights in a process of its own (a long trial: with PATCHBAY_TRIALS=full, redis-server and postgres)',
  () => {
    let processes: Processes
    let flights: ChildProcess
    let flightsPort: number
    let collector: Collector
    beforeAll(async () => {
      flightsPort = await findPort()
      collector = await startCollector()
      processes = await startProcesses({
        PLUGIN_SERVICES: `flights=http://127.0.0.1:${flightsPort}`,
        FLIGHTS_CARRIER: 'steady',
        FLIGHTS_CARRIER_DELAY: '1200',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      })
      flights = await startFlights()
    })
    afterAll(async () => {
      await processes[Symbol.asyncDispose]()
      await collector[Symbol.asyncDispose]()
    })

    const startFlights = () => processes.startGateway({ PORT: String(flightsPort), PLUGINS: 'flights', PLUGIN_SERVICES: '' })

    const date = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)
    const search = { from: 'Paris', to: 'nyc', date, limit: 1 }
    const searchPath = `/flights?${new URLSearchParams({ ...search, limit: '1' })}`

    /** Calls a tool at `<domain>/mcp` as Ada, over the gateway that does not run flights. */
    async function callTool(name: string, given: object, more: Record<string, string> = {}): Promise<Reply['json']> {
      const { body, headers } = modern('tools/call', { name, arguments: given })
      const { port, key } = processes
      return (await askHost({ port, host: 'example.test', path: '/mcp', body, headers: { ...headers, ...more }, key })).json.result
    }

    /** A booking that Ada has agreed to. */
    async function agree(): Promise<object> {
      const [offer] = (await callTool('flights_searchFlights', search)).structuredContent.offers
      const { amount, currency } = offer.price
      const passengers = [{ givenName: 'Ada', familyName: 'Lovelace' }]
      const booking = { offerId: offer.id, passengers, expectedPrice: { amount, currency } }
      const { confirmation } = (await callTool('flights_bookFlight', booking)).structuredContent
      await processes.approve(confirmation.id)
      return { ...booking, confirmationId: confirmation.id }
    }

    async function kill(child: ChildProcess): Promise<void> {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    }

    it('answers on its host at its own process, and at the other', async () => {
      for (const port of [flightsPort, processes.port]) {
        const answer = await askHost({ port, host: 'flights.example.test', path: searchPath, key: processes.key })
        expect(answer.json.offers).toHaveLength(1)
      }
      expect((await askHost({ port: flightsPort, host: 'hello.example.test', path: '/hello/Ada' })).status).toBe(404)
    })

    it('is listed, called and followed at the domain, in one trace', async () => {
      const { body, headers } = modern('tools/list')
      const list = await askHost({ port: processes.port, host: 'example.test', path: '/mcp', body, headers, key: processes.key })
      const names = list.json.result.tools.map(({ name }: { name: string }) => name)
      expect(names).toEqual(expect.arrayContaining(['flights_bookFlight', 'hello_sayHello', 'getJob']))
      const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
      const traceparent = `00-${traceId}-00f067aa0ba902b7-01`
      const { jobId } = (await callTool('flights_bookFlight', await agree(), { traceparent })).structuredContent
      const job = await vi.waitUntil(
        async () => {
          const { structuredContent } = await callTool('getJob', { jobId })
          return structuredContent.status === 'succeeded' ? structuredContent : undefined
        },
        { timeout: 30_000, interval: 100 },
      )
      expect(job.result).toMatchObject({ status: 'confirmed' })
      const spans = await vi.waitUntil(() => collector.findJob(traceId, 4), { timeout: 20_000, interval: 50 })
      const parents = new Map(spans.map(({ span }) => [span.spanId, span]))
      const toNames = (id: string): string[] =>
        parents.has(id) ? [parents.get(id)!.name, ...toNames(parents.get(id)!.parentSpanId)] : [id]
      const ofJob = spans.find(({ span }) => span.name === 'flights.bookFlight job')!
      expect(toNames(ofJob.span.spanId)).toEqual([
        'flights.bookFlight job',
        'flights.bookFlight',
        'POST /mcp',
        'POST /mcp',
        '00f067aa0ba902b7',
      ])
    })

    it('takes nothing with it when it is killed, and is called again when it is back', async () => {
      await kill(flights)
      expect((await processes.ask('hello', '/hello/Ada')).status).toBe(200)
      expect(await callTool('hello_sayHello', { name: 'Ada' })).not.toHaveProperty('isError', true)
      expect(await processes.ask('flights', searchPath)).toMatchObject({ status: 503, json: { code: 'unavailable' } })
      expect(await callTool('flights_searchFlights', search)).toMatchObject({
        isError: true,
        _meta: { 'patchbay/problem': { code: 'unavailable' } },
      })
      flights = await startFlights()
      expect((await callTool('flights_searchFlights', search)).structuredContent.offers).toHaveLength(1)
    })

    it('goes on with a job when the gateway that passed it on is killed', async () => {
      const progressToken = 'ticket'
      const { body, headers } = modern('tools/call', { name: 'flights_bookFlight', arguments: await agree(), _meta: { progressToken } })
      const { port, key } = processes
      const headersOfCall = { ...headers, host: 'example.test', authorization: `Bearer ${key}`, 'content-type': 'application/json' }
      const request = sendRequest({ host: '127.0.0.1', port, method: 'POST', path: '/mcp', headers: headersOfCall }).end(
        JSON.stringify(body),
      )
      const [stream] = (await once(request, 'response')) as [IncomingMessage]
      onTestFinished(() => void stream.destroy())
      let text = ''
      const read = (async () => {
        for await (const chunk of stream) text += String(chunk)
      })().catch(() => undefined)
      await vi.waitUntil(() => text.includes('progress'), { timeout: 10_000, interval: 20 })
      await kill(processes.gateway)
      await read
      expect(text).not.toContain('confirmed')
      const bookings = async () => {
        const answer = await askHost({ port: flightsPort, host: 'flights.example.test', path: '/bookings', key })
        return answer.json.bookings.filter(({ status }: { status: string }) => status === 'confirmed')
      }
      await vi.waitUntil(async () => (await bookings()).length === 2, { timeout: 30_000, interval: 100 })
    })
  },
)

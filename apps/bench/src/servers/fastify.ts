import rateLimit from '@fastify/rate-limit'
import Fastify from 'fastify'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { findKey, keys } from '../work/keys.ts'
import { Input, limit, Output, request, searchFlights } from '../work/flights.ts'
import { countRequest, hasAllDuties, limitNames, protectiveHeaders } from '../work/duties.ts'
import { serve } from './serve.ts'

/** Fastify with its own ajv, serialiser, limiter and pino; the schemas are the same ones as JSON Schema. */
const app = Fastify({
  logger: { level: 'info' },
  disableRequestLogging: true,
  genReqId: (incoming) => (incoming.headers['x-request-id'] as string | undefined) ?? randomUUID(),
})
const toSchema = (schema: z.ZodType) => z.toJSONSchema(schema, { target: 'draft-7' })
const keyOf = new WeakMap<object, { id: string }>()

const hosts = new Map([['bench.localhost', 'bench']])

if (hasAllDuties) {
  app.addHook('onRequest', async (incoming, reply) => {
    if (!hosts.has(incoming.hostname)) return reply.code(404).send({ error: 'not found' })
    reply.headers(protectiveHeaders)
    return undefined
  })
  app.addHook('onResponse', async (_incoming, reply) => countRequest(reply.statusCode, reply.elapsedTime / 1000))
}
app.addHook('onRequest', async (incoming, reply) => {
  reply.header('x-request-id', incoming.id)
  const key = findKey((incoming.headers.authorization ?? '').replace(/^Bearer /, ''))
  if (!key) return reply.code(401).send({ error: 'unauthorized' })
  keyOf.set(incoming, key)
  return undefined
})
await app.register(rateLimit, {
  max: limit.requests,
  timeWindow: limit.seconds * 1000,
  hook: 'preParsing',
  keyGenerator: (incoming) => keyOf.get(incoming)!.id,
})
for (const name of limitNames.slice(1)) {
  const check = app.createRateLimit({
    max: limit.requests,
    timeWindow: limit.seconds * 1000,
    keyGenerator: (incoming) => `${name}:${keyOf.get(incoming)!.id}`,
  })
  app.addHook('preParsing', async (incoming) => void (await check(incoming)))
}
app.addHook('onResponse', async (incoming, reply) => {
  incoming.log.info(
    { key: keyOf.get(incoming)?.id, method: incoming.method, url: incoming.url, status: reply.statusCode, ms: reply.elapsedTime },
    'request',
  )
})
app.post(request.path, { schema: { body: toSchema(Input), response: { 200: toSchema(Output) } } }, async (incoming) =>
  searchFlights(incoming.body as z.output<typeof Input>),
)

await serve({ keys, host: 'bench.localhost', listen: (port) => app.listen({ port, host: '127.0.0.1' }) })

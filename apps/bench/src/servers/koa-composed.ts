import { bodyParser } from '@koa/bodyparser'
import Router from '@koa/router'
import Koa from 'koa'
import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { findKey, keys } from '../work/keys.ts'
import { Input, limit, Output, request, searchFlights } from '../work/flights.ts'
import { countRequest, hasAllDuties, limitNames, protectiveHeaders } from '../work/duties.ts'
import { serve } from './serve.ts'

/** What a good engineer composes today from well-known middlewares. */
interface State {
  requestId: string
  key: { id: string }
}

const log = pino()
const limiters = limitNames.map((keyPrefix) => new RateLimiterMemory({ points: limit.requests, duration: limit.seconds, keyPrefix }))
const hosts = new Map([['bench.localhost', 'bench']])
const app = new Koa<State>()

app.use(async (ctx, next) => {
  const started = performance.now()
  ctx.state.requestId = ctx.get('x-request-id') || randomUUID()
  ctx.set('x-request-id', ctx.state.requestId)
  await next()
  log.info(
    {
      requestId: ctx.state.requestId,
      key: ctx.state.key?.id,
      method: ctx.method,
      url: ctx.url,
      status: ctx.status,
      ms: performance.now() - started,
    },
    'request',
  )
})
if (hasAllDuties) {
  app.use(async (ctx, next) => {
    const started = performance.now()
    await next()
    countRequest(ctx.status, (performance.now() - started) / 1000)
  })
  app.use(async (ctx, next) => {
    ctx.set(protectiveHeaders)
    await next()
  })
  app.use(async (ctx, next) => {
    if (!hosts.has(ctx.hostname)) ctx.throw(404)
    await next()
  })
}
app.use(async (ctx, next) => {
  try {
    await next()
  } catch (error) {
    ctx.status = (error as { status?: number }).status ?? 500
    ctx.body = { error: (error as Error).message }
  }
})
app.use(async (ctx, next) => {
  ctx.state.key = findKey(ctx.get('authorization').replace(/^Bearer /, '')) ?? ctx.throw(401)
  await next()
})
app.use(async (ctx, next) => {
  const [used] = await Promise.all(limiters.map((limiter) => limiter.consume(ctx.state.key.id))).catch(() => ctx.throw(429))
  ctx.set('ratelimit-limit', String(limit.requests))
  ctx.set('ratelimit-remaining', String(used!.remainingPoints))
  ctx.set('ratelimit-reset', String(Math.ceil(used!.msBeforeNext / 1000)))
  await next()
})
app.use(bodyParser())

const router = new Router<State>()
router.post(request.path, async (ctx) => {
  const input = Input.safeParse((ctx.request as unknown as { body: unknown }).body)
  if (!input.success) return ctx.throw(400, input.error.message)
  ctx.body = Output.parse(await searchFlights(input.data))
})
app.use(router.routes()).use(router.allowedMethods())

await serve({ keys, host: 'bench.localhost', listen: (port) => app.listen(port, '127.0.0.1') })

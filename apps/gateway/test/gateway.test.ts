import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from './start-test-gateway.ts'

let gateway: TestGateway
let userKey: string
let serviceKey: string

beforeAll(async () => {
  gateway = await startTestGateway()
  userKey = (await gateway.keys.create({ name: 'ada', email: 'ada@example.com' })).text
  serviceKey = (await gateway.keys.create({ name: 'host' })).text
})

afterAll(() => gateway[Symbol.asyncDispose]())

describe('input', () => {
  it('comes from path and body', async () => {
    const answer = await gateway.ask('probe', '/echo/a%20b', { body: { text: 'hi' } })
    expect(answer).toMatchObject({ status: 200, json: { id: 'a b', text: 'hi' } })
  })

  it('comes from the query, typed as the schema asks', async () => {
    const answer = await gateway.ask('probe', '/look?text=1+2%262&count=3&exact=true&tags=a&tags=b&on=2026-12-24')
    expect(answer.json).toEqual({ text: '1 2&2', count: 3, exact: true, tags: ['a', 'b'], on: '2026-12-24' })
  })

  it('keeps a text that looks like a number a text', async () => {
    expect((await gateway.ask('probe', '/look?text=007')).json).toEqual({ text: '007' })
  })

  it('makes a list of one value', async () => {
    expect((await gateway.ask('probe', '/look?tags=a')).json).toEqual({ tags: ['a'] })
  })

  it('is told everything that is wrong with it', async () => {
    const answer = await gateway.ask('probe', '/look?count=12&exact=maybe&colour=red')
    expect(answer).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      json: { code: 'invalid_input' },
    })
    expect(answer.json.errors.map((error: { path: string }) => error.path).toSorted()).toEqual(['colour', 'count', 'exact'])
  })

  it('refuses a value that stands twice where one is wanted', async () => {
    expect(await gateway.ask('probe', '/look?count=1&count=2')).toMatchObject({ status: 400, json: { errors: [{ path: 'count' }] } })
  })

  it('refuses a body that contradicts the path', async () => {
    expect((await gateway.ask('probe', '/echo/one', { body: { id: 'two' } })).status).toBe(400)
    expect((await gateway.ask('probe', '/echo/one', { body: { id: 'one' } })).status).toBe(200)
  })

  it('refuses a query where the body is meant', async () => {
    expect((await gateway.ask('probe', '/echo/one?text=x', { method: 'POST' })).status).toBe(400)
  })
})

describe('routes', () => {
  it('answer HEAD like GET, without a body', async () => {
    expect(await gateway.ask('probe', '/look', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
  })

  it('name the methods that work', async () => {
    expect(await gateway.ask('probe', '/look', { method: 'PUT' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
  })

  it('say where to look when there is none', async () => {
    expect(await gateway.ask('probe', '/nowhere')).toMatchObject({ status: 404, json: { code: 'not_found' } })
  })

  it('serve a broken plugin as unavailable and the others all the same', async () => {
    const answer = await gateway.ask('broken', '/.well-known/ai-plugin.json')
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '60' } })
    expect(answer.text).not.toContain('secret-of-the-plugin')
    expect(gateway.lines().some((line) => line.msg === 'plugin could not be started' && line.plugin === 'broken')).toBe(true)
  })
})

describe('credentials', () => {
  it('are asked for with a challenge', async () => {
    const answer = await gateway.ask('probe', '/me')
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer realm="probe"' }, json: { code: 'unauthorized' } })
  })

  it('give the action its user', async () => {
    expect(await gateway.ask('probe', '/me', { key: userKey })).toMatchObject({ status: 200, json: { email: 'ada@example.com' } })
  })

  it('of a service do not act for a person', async () => {
    expect(await gateway.ask('probe', '/me', { key: serviceKey })).toMatchObject({ status: 403, json: { code: 'forbidden' } })
    expect((await gateway.ask('probe', '/service', { key: serviceKey, body: {} })).status).toBe(200)
    expect((await gateway.ask('probe', '/service', { key: userKey, body: {} })).status).toBe(200)
  })

  it('that are wrong are refused even where none are needed', async () => {
    const forged = `${userKey.slice(0, -4)}0000`
    expect(await gateway.ask('probe', '/look', { key: forged })).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer realm="probe", error="invalid_token"' },
    })
    expect((await gateway.ask('probe', '/look', { headers: { authorization: 'Basic YTpi' } })).status).toBe(401)
  })

  it('open only the plugins they are for', async () => {
    const { text } = await gateway.keys.create({ name: 'narrow', email: 'ada@example.com', plugins: ['other'] })
    expect((await gateway.ask('probe', '/me', { key: text })).status).toBe(401)
  })

  it('end when they expire or are revoked', async () => {
    const expired = await gateway.keys.create({ name: 'old', email: 'ada@example.com', expiresAt: new Date(Date.now() - 1000) })
    expect((await gateway.ask('probe', '/me', { key: expired.text })).status).toBe(401)
    const revoked = await gateway.keys.create({ name: 'lost', email: 'ada@example.com' })
    await gateway.keys.revoke(revoked.record.id)
    expect((await gateway.ask('probe', '/me', { key: revoked.text })).status).toBe(401)
  })
})

describe('a plugin that misbehaves', () => {
  it('is answered as a bare 500 that tells nothing, and logged whole', async () => {
    for (const how of ['throw', 'reject', 'wrong-answer', 'long-answer']) {
      const answer = await gateway.ask('probe', '/fail', { body: { how } })
      expect(answer).toMatchObject({ status: 500, json: { code: 'internal' } })
      expect(answer.text).not.toMatch(/secret-of-the-plugin|\.ts|stack/)
      expect(gateway.lines().some((line) => line.requestId === answer.json.requestId && line.msg === 'request failed')).toBe(true)
    }
  })

  it('can say what to do', async () => {
    const answer = await gateway.ask('probe', '/fail', { body: { how: 'app-error' } })
    expect(answer).toMatchObject({ status: 409, json: { code: 'conflict', detail: 'You can keep 3 of them. Delete one first.', kept: 3 } })
  })

  it('is cut off when its time is over', async () => {
    expect(await gateway.ask('probe', '/fail', { body: { how: 'hang' } })).toMatchObject({ status: 504, json: { code: 'timeout' } })
  })

  it('can’t take more than its share of calls', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => gateway.ask('probe', '/fail', { body: { how: 'hang' } })))
    const statuses = answers.map((answer) => answer.status)
    expect(statuses.filter((status) => status === 504)).toHaveLength(50)
    expect(statuses.filter((status) => status === 503)).toHaveLength(10)
    expect((await gateway.ask('probe', '/look')).status).toBe(200)
  })
})

describe('limits', () => {
  it('are told on every answer and hold', async () => {
    const answers = []
    for (let index = 0; index < 4; index++) answers.push(await gateway.ask('probe', '/few', { key: userKey }))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 429])
    expect(answers[0]!.headers['ratelimit-policy']).toBe('"client";q=1200;w=60, "user";q=300;w=60, "action";q=3;w=60')
    expect(answers[3]!.headers.ratelimit).toMatch(/"action";r=0;t=\d+/)
    expect(Number(answers[3]!.headers['retry-after'])).toBeGreaterThan(0)
    expect(answers[3]!.json.code).toBe('too_many_requests')
  })

  it('of one user are not another’s', async () => {
    const other = await gateway.keys.create({ name: 'grace', email: 'grace@example.com' })
    expect((await gateway.ask('probe', '/few', { key: other.text })).status).toBe(200)
  })

  it('can’t be dodged with forwarding headers of a stranger', async () => {
    const statuses = []
    for (let index = 0; index < 6; index++) {
      const headers = {
        'x-forwarded-for': `10.0.0.${index}`,
        'x-real-ip': `10.0.0.${index}`,
        forwarded: `for=10.0.0.${index}`,
        'openai-ephemeral-user-id': `user-${index}-000`,
      }
      statuses.push((await gateway.ask('probe', '/few', { headers })).status)
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429])
  })
})

describe('hints about the place', () => {
  it('reach the action', async () => {
    const headers = { 'openai-subdivision-1-iso-code': 'US-CA', 'accept-language': 'de-AT,de;q=0.9' }
    expect((await gateway.ask('probe', '/location', { headers })).json).toEqual({ country: 'US', subdivision: 'US-CA', locale: 'de-AT' })
  })

  it('are left out when they make no sense', async () => {
    const headers = { 'openai-subdivision-1-iso-code': 'California!', 'accept-language': '*' }
    expect((await gateway.ask('probe', '/location', { headers })).json).toEqual({})
  })
})

describe('pages', () => {
  it('carry OpenGraph tags and escape what they show', async () => {
    const answer = await gateway.ask('probe', '/p/<b>')
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' },
    })
    expect(answer.text).toContain('<meta property="og:title" content="Page &lt;&lt;b&gt;&gt;">')
    expect(answer.text).toContain('<meta property="og:description" content="It’s &quot;a&quot; page.">')
    expect(answer.text).toContain(`<meta property="og:url" content="http://probe.localhost:${gateway.port}/p/`)
    expect(answer.text).toContain('<h1>&lt;b&gt;</h1>')
  })

  it('that are gone are a page for a person and a problem for a program', async () => {
    expect(await gateway.ask('probe', '/p/gone', { headers: { accept: 'text/html' } })).toMatchObject({
      status: 404,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    })
    expect((await gateway.ask('probe', '/p/gone')).json.code).toBe('not_found')
    expect((await gateway.ask('probe', `/p/${'x'.repeat(30)}`)).status).toBe(404)
  })

  it('keep the token of a link out of the log', async () => {
    await gateway.ask('probe', '/p/token-of-a-link')
    expect(JSON.stringify(gateway.lines())).not.toContain('token-of-a-link')
  })
})

describe('the log', () => {
  it('has one line for a request, with its id, and no secrets', async () => {
    const answer = await gateway.ask('probe', '/me?', { key: userKey })
    const lines = gateway.lines().filter((line) => line.requestId === answer.headers['x-request-id'])
    expect(lines).toMatchObject([
      { level: 'info', msg: 'request', plugin: 'probe', action: 'whoAmI', method: 'GET', route: 'GET /me', status: 200, bytesIn: 0 },
    ])
    expect(JSON.stringify(gateway.lines())).not.toContain(userKey)
  })

  it('does not believe a stranger’s request id', async () => {
    expect((await gateway.ask('probe', '/look', { headers: { 'x-request-id': 'chosen-by-me' } })).headers['x-request-id']).not.toBe(
      'chosen-by-me',
    )
  })
})

describe('health', () => {
  it('is told on any host', async () => {
    expect(await gateway.ask('', '/livez', { headers: { host: '10.0.0.1' } })).toMatchObject({ status: 200, text: 'ok\n' })
    const ready = await gateway.ask('', '/readyz')
    expect(ready.status).toBe(200)
    expect(gateway.lines().filter(({ requestId }) => requestId === ready.headers['x-request-id'])).toMatchObject([{ level: 'debug' }])
  })
})

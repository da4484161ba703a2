import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startKitchen, type Answer, type Kitchen } from './start-kitchen.ts'

let kitchen: Kitchen
let ada: string
let bob: string

beforeAll(async () => {
  kitchen = await startKitchen()
  ada = (await kitchen.keys.create({ name: 'ada', email: 'ada@example.com' })).text
  bob = (await kitchen.keys.create({ name: 'bob', email: 'bob@example.com' })).text
})

afterAll(() => kitchen[Symbol.asyncDispose]())

const cook = (body: object, headers: Record<string, string> = {}) => kitchen.ask('/dishes', { key: ada, body, headers })

async function end(location: string): Promise<Answer> {
  return vi.waitUntil(
    async () => {
      const answer = await kitchen.ask(location, { key: ada })
      return ['queued', 'running'].includes(answer.json.status) ? undefined : answer
    },
    { timeout: 15_000, interval: 50 },
  )
}

describe('a background action over REST', () => {
  it('answers 202 with where to look, and there its result', async () => {
    const accepted = await cook({ name: 'soup' })
    expect(accepted).toMatchObject({
      status: 202,
      headers: { location: expect.stringMatching(/^\/jobs\/[0-9a-f-]{36}$/), 'retry-after': '2' },
      json: { status: 'queued', jobId: expect.any(String), next: expect.stringContaining('getJob') },
    })
    const ended = await end(accepted.headers.location!)
    expect(ended).toMatchObject({
      status: 200,
      json: { id: accepted.json.jobId, action: 'cook', status: 'succeeded', result: { name: 'soup', cook: 'ada@example.com' } },
    })
    expect((await kitchen.ask('/dishes', { key: ada })).json.names).toContain('soup')
  })

  it('refuses a wrong input at once', async () => {
    expect(await cook({ name: 7 })).toMatchObject({ status: 400, json: { code: 'invalid_input' } })
  })

  it('is one job for one idempotency key', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const [first, second] = [await cook({ name: 'stew' }, headers), await cook({ name: 'stew' }, headers)]
    expect(second.text).toBe(first.text)
    expect(second).toMatchObject({ status: 202, headers: { location: first.headers.location, 'idempotency-replayed': 'true' } })
    await end(first.headers.location!)
    const { names } = (await kitchen.ask('/dishes', { key: ada })).json as { names: string[] }
    expect(names.filter((name) => name === 'stew')).toHaveLength(1)
  })

  it('may start a job of the plugin', async () => {
    await end((await cook({ name: 'cake' })).headers.location!)
    await vi.waitUntil(async () => (await kitchen.ask('/dishes', { key: ada })).json.names.includes('clean cake'), { timeout: 10_000 })
  })

  it('says why it failed', async () => {
    const ended = await end((await cook({ name: 'poison' })).headers.location!)
    expect(ended.json).toMatchObject({ status: 'failed', error: { code: 'unprocessable', status: 422, detail: 'Nobody cooks that.' } })
  })

  it('is hidden from others, as if it never was', async () => {
    const { location } = (await cook({ name: 'secret' })).headers
    const never = `/jobs/${randomUUID()}`
    const withoutIds = ({ status, json }: Answer) => ({ status, code: json.code, detail: json.detail, members: Object.keys(json) })
    for (const [path, method] of [
      ['', 'GET'],
      ['/cancel', 'POST'],
      ['/events', 'GET'],
    ] as const) {
      const other = await kitchen.ask(`${location}${path}`, { key: bob, method })
      expect(other.status).toBe(404)
      expect(withoutIds(other)).toEqual(withoutIds(await kitchen.ask(`${never}${path}`, { key: bob, method })))
      expect((await kitchen.ask(`${location}${path}`, { method })).status).toBe(401)
    }
  })

  it('can be cancelled while it runs', async () => {
    const { location } = (await cook({ name: 'roast', minutes: 60 })).headers
    await vi.waitUntil(async () => (await kitchen.ask(location!, { key: ada })).json.progress.message === 'on the stove', {
      timeout: 10_000,
    })
    expect((await kitchen.ask(`${location}/cancel`, { key: ada, method: 'POST' })).status).toBe(200)
    expect((await end(location!)).json.status).toBe('cancelled')
    expect((await kitchen.ask('/dishes', { key: ada })).json.names).not.toContain('roast')
  })

  it('streams its progress, and leaves out what was seen', async () => {
    const { location } = (await cook({ name: 'tea', minutes: 60 })).headers
    const stream = await kitchen.open(`${location}/events`, { key: ada })
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    let text = ''
    for await (const chunk of stream) {
      text += String(chunk)
      if (text.includes('on the stove') && !text.includes('isCancelled')) {
        await kitchen.ask(`${location}/cancel`, { key: ada, method: 'POST' })
        text += ': isCancelled\n\n'
      }
    }
    expect(text).toMatch(/event: end\ndata: .*"status":"cancelled"/)
    const lastId = [...text.matchAll(/^id: (\d+)$/gm)].at(-1)![1]!
    const again = await kitchen.ask(`${location}/events`, { key: ada, headers: { 'last-event-id': lastId } })
    expect(again.text).toBe('')
    expect((await kitchen.ask(`${location}/events`, { key: ada, headers: { 'last-event-id': '1' } })).text).toContain('event: end')
  })

  it('leaves log lines with the request that started it', async () => {
    const accepted = await cook({ name: 'rice' }, {})
    await end(accepted.headers.location!)
    const requestId = accepted.headers['x-request-id']
    await vi.waitFor(() =>
      expect(kitchen.lines()).toContainEqual(
        expect.objectContaining({ msg: 'job done', requestId, jobId: accepted.json.jobId, plugin: 'kitchen' }),
      ),
    )
  })

  it('stands in the OpenAPI document with getJob and cancelJob', async () => {
    const { paths, components } = (await kitchen.ask('/openapi.json')).json
    expect(paths['/jobs/{id}'].get).toMatchObject({ operationId: 'getJob', 'x-openai-isConsequential': false })
    expect(paths['/jobs/{id}/cancel'].post).toMatchObject({ operationId: 'cancelJob', 'x-openai-isConsequential': true })
    expect(components.schemas.Job.properties.result.properties).toHaveProperty('cook')
  })
})

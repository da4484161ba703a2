import fc from 'fast-check'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from './start-test-gateway.ts'

let gateway: TestGateway

beforeAll(async () => {
  gateway = await startTestGateway()
})

afterAll(() => gateway[Symbol.asyncDispose]())

const host = () => `probe.localhost:${gateway.port}`

/** Sends a request line and header lines and gives the status of the answer, or 0 when the connection was closed without one. */
async function statusOf(...lines: string[]): Promise<number> {
  const answer = await gateway.send(`${lines.join('\r\n')}\r\n\r\n`)
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
}

const isRefused = (status: number) => status === 0 || (status >= 400 && status < 500)

describe('hosts', () => {
  it('that are ours are found whatever their case, trailing dot or port', async () => {
    expect(await statusOf('GET /look HTTP/1.1', 'Host: PROBE.LocalHost.')).toBe(200)
    expect(await statusOf('GET /look HTTP/1.1', 'Host: probe.localhost:1')).toBe(200)
  })

  it('that are not ours learn nothing', async () => {
    for (const name of [
      'unknown.localhost',
      'evil.com',
      'probe.localhost.evil.com',
      'xprobe.localhost',
      'a.probe.localhost',
      '127.0.0.1',
      '[::1]',
      'auth.localhost',
      'console.localhost',
    ]) {
      const answer = await gateway.ask('', '/.well-known/ai-plugin.json', { headers: { host: name } })
      expect(answer).toMatchObject({ status: 404, json: { code: 'not_found' } })
      expect(answer.text).not.toMatch(/probe/)
    }
  })

  it('that are malformed are 400', async () => {
    for (const name of [
      'a b',
      'evil.com:fake@probe.localhost',
      'probe.localhost:99999999',
      'probe..localhost',
      'probe.localhost/x',
      '',
      '-',
      'pröbe.localhost',
      'probe.localhost,evil.com',
    ]) {
      expect(await statusOf('GET /look HTTP/1.1', `Host: ${name}`), name).toBe(400)
    }
  })

  it('that are missing or stand twice are 400', async () => {
    expect(await statusOf('GET /look HTTP/1.1')).toBe(400)
    expect(await statusOf('GET /look HTTP/1.0')).toBe(400)
    expect(await statusOf('GET /look HTTP/1.1', `Host: ${host()}`, 'Host: evil.com')).toBe(400)
    expect(await statusOf('GET /look HTTP/1.1', `Host: ${host()}`, `host: ${host()}`)).toBe(400)
  })

  it('must agree with an absolute target', async () => {
    expect(await statusOf(`GET http://evil.com/look HTTP/1.1`, `Host: ${host()}`)).toBe(400)
    expect(await statusOf(`GET http://${host()}/look HTTP/1.1`, `Host: ${host()}`)).toBe(200)
  })

  it('are never taken from forwarding headers', async () => {
    const answer = await gateway.ask('probe', '/openapi.json', {
      headers: { 'x-forwarded-host': 'evil.com', 'x-forwarded-proto': 'https', forwarded: 'host=evil.com' },
    })
    expect(answer.json.servers).toEqual([{ url: `http://probe.localhost:${gateway.port}` }])
    expect(answer.text).not.toContain('evil.com')
  })
})

describe('framing that two readers could understand differently', () => {
  const head = () => ['POST /echo/x HTTP/1.1', `Host: ${host()}`, 'Content-Type: application/json']

  it('is refused', async () => {
    const cases = [
      [...head(), 'Content-Length: 2', 'Content-Length: 3'],
      [...head(), 'Content-Length: 2', 'Transfer-Encoding: chunked'],
      [...head(), 'Content-Length: +2'],
      [...head(), 'Content-Length: 0x2'],
      [...head(), 'Content-Length: -1'],
      [...head(), 'Transfer-Encoding: chunked, identity'],
      [...head(), 'Transfer-Encoding: xchunked'],
      [...head(), 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'],
      [...head(), 'Content-Length : 2'],
      [...head(), ' folded: line'],
      [...head(), 'Bad\0Name: x'],
      [...head(), 'X: a\0b'],
      ['GET /look HTTP/0.9', `Host: ${host()}`],
      ['GET /look HTTP/2.0', `Host: ${host()}`],
      ['GET\t/look HTTP/1.1', `Host: ${host()}`],
      ['\0GET /look HTTP/1.1', `Host: ${host()}`],
      ['get /look HTTP/1.1', `Host: ${host()}`],
    ]
    for (const lines of cases) {
      const status = await statusOf(...lines)
      expect(isRefused(status), `${JSON.stringify(lines)} gave ${status}`).toBe(true)
    }
  })

  it('in chunks is refused', async () => {
    for (const chunks of ['zz\r\n{}\r\n0', '2\n{}\n0', '-2\r\n{}\r\n0', '2;\r\r\n{}\r\n0']) {
      const status = await statusOf(...head(), 'Transfer-Encoding: chunked', '', chunks)
      expect(isRefused(status), `${JSON.stringify(chunks)} gave ${status}`).toBe(true)
    }
  })

  it('leaves well-formed chunks alone', async () => {
    expect(await statusOf(...head(), 'Transfer-Encoding: chunked', '', '2\r\n{}\r\n0')).toBe(200)
  })
})

describe('paths', () => {
  it('that could mean two things are refused', async () => {
    const paths = [
      '//look',
      '/look//',
      '/./look',
      '/x/../look',
      '/%2e%2e/look',
      '/%2e/look',
      '/echo/%2e%2e',
      '/echo/%00',
      '/echo/%',
      '/echo/%zz',
      '/echo/%c0%af',
      '/echo/%ff',
      '/echo/a%0d%0ab',
      '/echo\\x',
      '/echo/%5c',
    ]
    for (const path of paths) {
      const status = await statusOf(`GET ${path} HTTP/1.1`, `Host: ${host()}`)
      expect(isRefused(status), `${path} gave ${status}`).toBe(true)
    }
  })

  it('keep an encoded slash inside its segment', async () => {
    expect((await gateway.ask('probe', '/echo/a%2Fb', { body: {} })).json).toEqual({ id: 'a/b' })
  })

  it('and queries of no known encoding are refused', async () => {
    for (const query of [
      'text=%',
      'text=%zz',
      'text=%ff',
      'text=%00',
      'te%00xt=1',
      '__proto__=1',
      'constructor=1',
      'text[]=1',
      'text.a=1',
    ]) {
      expect((await gateway.ask('probe', `/look?${query}`)).status, query).toBe(400)
    }
  })

  it('of names that every object has are not routes', async () => {
    for (const path of ['/__proto__', '/constructor', '/toString', '/hasOwnProperty', '/look/__proto__'])
      expect((await gateway.ask('probe', path)).status).toBe(404)
  })
})

describe('sizes', () => {
  it('of a URL end at 8 KiB', async () => {
    expect((await gateway.ask('probe', `/look?text=${'x'.repeat(8000)}`)).status).toBe(200)
    expect(await gateway.ask('probe', `/look?text=${'x'.repeat(9000)}`)).toMatchObject({ status: 414, json: { code: 'uri_too_long' } })
  })

  it('of headers end at 16 KiB and 100 fields', async () => {
    expect(await statusOf('GET /look HTTP/1.1', `Host: ${host()}`, `X: ${'x'.repeat(17_000)}`)).toBe(431)
    const fields = (count: number) => Array.from({ length: count }, (_, index) => `X-${index}: 1`)
    expect(await statusOf('GET /look HTTP/1.1', `Host: ${host()}`, ...fields(90))).toBe(200)
    expect(isRefused(await statusOf('GET /look HTTP/1.1', `Host: ${host()}`, ...fields(150)))).toBe(true)
  })

  it('of a body end at 1 MiB, told before it is sent', async () => {
    const text = (length: number) => ({ text: 'x'.repeat(length) })
    expect((await gateway.ask('probe', '/echo/x', { body: text(1_000_000) })).status).toBe(200)
    expect((await gateway.ask('probe', '/echo/x', { body: text(1_100_000) })).status).toBe(413)
    expect(await statusOf('POST /echo/x HTTP/1.1', `Host: ${host()}`, 'Content-Type: application/json', 'Content-Length: 1000000000')).toBe(
      413,
    )
  })

  it('of a body in chunks are not read much further', async () => {
    expect(await sendEndlessly()).toBeLessThan(8 * 1_048_576)
  })

  it('of JSON end at 32 levels and 10,000 members', async () => {
    const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown
    expect((await gateway.ask('probe', '/echo/x', { body: { any: nested(30) } })).status).toBe(200)
    expect((await gateway.ask('probe', '/echo/x', { body: { any: nested(32) } })).status).toBe(400)
    const wide = Object.fromEntries(Array.from({ length: 11_000 }, (_, index) => [`k${index}`, 1]))
    expect((await gateway.ask('probe', '/echo/x', { body: { any: wide } })).status).toBe(400)
    const deep = `{"any":${'['.repeat(500_000)}`
    expect(
      await statusOf(
        'POST /echo/x HTTP/1.1',
        `Host: ${host()}`,
        'Content-Type: application/json',
        `Content-Length: ${deep.length}`,
        '',
        deep,
      ),
    ).toBe(400)
  })
})

/** Sends chunks until the server stops taking them; how many bytes it took. */
function sendEndlessly(): Promise<number> {
  return new Promise((resolve) => {
    let sent = 0
    const chunk = Buffer.alloc(65_536, 0x20)
    const socket = connect(gateway.port, '127.0.0.1', () => {
      socket.write(`POST /echo/x HTTP/1.1\r\nHost: ${host()}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`)
      const more = () => {
        while (!socket.destroyed && sent < 64 * 1_048_576) {
          sent += chunk.length
          if (!socket.write(`10000\r\n${chunk.toString()}\r\n`)) return void socket.once('drain', more)
        }
      }
      more()
    })
    socket.on('data', () => undefined)
    socket.once('close', () => resolve(sent)).once('error', () => socket.destroy())
    socket.setTimeout(3000, () => socket.destroy())
  })
}

describe('bodies', () => {
  const send = (body: Buffer | string, type = 'application/json', ...more: string[]) => {
    const bytes = Buffer.from(body)
    const head = ['POST /echo/x HTTP/1.1', `Host: ${host()}`, `Content-Type: ${type}`, `Content-Length: ${bytes.length}`, ...more].join(
      '\r\n',
    )
    return gateway
      .send(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes]))
      .then((answer) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0))
  }

  it('of another type or coding are 415', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=latin1',
      'application/jsonx',
      '',
    ]) {
      expect(await send('{}', type), type).toBe(415)
    }
    for (const coding of ['gzip', 'br', 'deflate', 'identity, gzip'])
      expect(await send('{}', 'application/json', `Content-Encoding: ${coding}`)).toBe(415)
    expect(await send('{}', 'application/json; charset=UTF-8')).toBe(200)
  })

  it('that are not JSON objects in UTF-8 are 400', async () => {
    for (const body of ['{', '[]', '1', 'null', '"x"', '{"text":}', '{"text":1}', '{"text":"a\nb"}', '\ufeff{}', 'NaN'])
      expect(await send(body), body).toBe(400)
    for (const bytes of [
      [0x7b, 0x22, 0xff, 0x22, 0x7d],
      [0xc0, 0xaf],
      [0xed, 0xa0, 0x80],
    ])
      expect(await send(Buffer.from(bytes))).toBe(400)
  })

  it('with NUL or half a surrogate pair are 400 and never stored altered', async () => {
    for (const body of [String.raw`{"text":"a\u0000b"}`, String.raw`{"text":"\ud800"}`, String.raw`{"any":{"\udc00":1}}`])
      expect(await send(body), body).toBe(400)
    expect(await send(String.raw`{"text":"\ud83d\ude00"}`)).toBe(200)
  })

  it('are refused where the input belongs in the query', async () => {
    expect(await gateway.ask('probe', '/look', { method: 'GET', body: { text: 'x' } })).toMatchObject({
      status: 400,
      json: { code: 'invalid_request' },
    })
  })

  it('are not sent back at length', async () => {
    const answer = await gateway.ask('probe', '/echo/x', { body: { ['x'.repeat(500_000)]: 1 } })
    expect(answer.status).toBe(400)
    expect(answer.text.length).toBeLessThan(2000)
  })

  it('with an expectation that is unknown are answered all the same', async () => {
    expect(await send('{}', 'application/json', 'Expect: something')).toBe(200)
  })

  it('can’t reach prototypes', async () => {
    const keys = ['__proto__', 'constructor', 'prototype', String.raw`\u005f_proto__`]
    for (const key of keys) {
      expect(await send(`{"${key}":{"polluted":1}}`), key).toBe(400)
      expect(await send(`{"any":{"a":[{"${key}":{"polluted":1}}]}}`), key).toBe(400)
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('answers', () => {
  it('carry the protective headers, whatever they are', async () => {
    const answers = [
      await gateway.ask('probe', '/look'),
      await gateway.ask('probe', '/nowhere'),
      await gateway.ask('probe', '/me'),
      await gateway.ask('probe', '/docs'),
      await gateway.ask('probe', '/p/x'),
      await gateway.ask('', '/'),
      await gateway.ask('', '/', { headers: { host: 'unknown.localhost' } }),
    ]
    for (const { headers } of answers) {
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers).not.toHaveProperty('server')
      expect(headers).not.toHaveProperty('x-powered-by')
      expect(headers).not.toHaveProperty('set-cookie')
    }
  })

  it('are open to ChatGPT’s pages only, without credentials', async () => {
    const allowed = await gateway.ask('probe', '/look', { headers: { origin: 'https://chatgpt.com' } })
    expect(allowed.headers).toMatchObject({ 'access-control-allow-origin': 'https://chatgpt.com', vary: 'origin' })
    expect(allowed.headers).not.toHaveProperty('access-control-allow-credentials')
    for (const origin of ['https://evil.com', 'null', 'https://chatgpt.com.evil.com', 'http://chatgpt.com']) {
      const refused = await gateway.ask('probe', '/look', { headers: { origin } })
      expect(refused.headers).not.toHaveProperty('access-control-allow-origin')
      expect(refused.headers.vary).toContain('origin')
    }
  })

  it('to preflights name what may be sent, and cost nothing of a limit', async () => {
    const headers = {
      origin: 'https://chat.openai.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,openai-conversation-id',
    }
    const answer = await gateway.ask('probe', '/few', { method: 'OPTIONS', headers })
    expect(answer).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': 'https://chat.openai.com',
        'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      },
    })
    expect(answer.headers['access-control-allow-headers']).toContain('openai-conversation-id')
    expect(answer.headers).not.toHaveProperty('ratelimit')
  })
})

describe('anything', () => {
  const runs = process.env.PATCHBAY_TRIALS === 'full' ? { raw: 100_000, shaped: 20_000 } : { raw: 300, shaped: 500 }

  it('sent as bytes never makes a 5xx', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'GET ',
        'POST ',
        '/look',
        '/echo/x',
        ' HTTP/1.1\r\n',
        '\r\n',
        'Host: ',
        'Content-Length: 2\r\n',
        'Transfer-Encoding: chunked\r\n',
        '0\r\n\r\n',
        '{}',
        '%00',
        '?',
        ':',
        '\0',
        `Host: probe.localhost\r\n`,
      ),
      fc.string({ maxLength: 20 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    const property = fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 12 }), async (pieces) => {
      const answer = await sendOnce(Buffer.from(`${pieces.join('')}\r\n\r\n`, 'latin1'))
      expect(answer).not.toMatch(/^HTTP\/1\.1 5/)
    })
    await fc.assert(property, { numRuns: runs.raw })
    expect((await gateway.ask('probe', '/look')).status).toBe(200)
  }, 600_000)

  it('in the shape of a request never makes a 5xx', async () => {
    const path = fc.oneof(
      fc.constantFrom('/look', '/echo/x', '/fail', '/p/x', '/', '/openapi.json', '/me'),
      fc.webPath().map((text) => (text.startsWith('/') ? text : `/${text}`)),
    )
    const body = fc.option(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.record({ text: fc.string({ unit: 'binary' }), any: fc.jsonValue() }).map((value) => JSON.stringify(value)),
      ),
      { nil: undefined },
    )
    const query = fc.webQueryParameters()
    const property = fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
      path,
      query,
      body,
      async (method, target, parameters, text) => {
        const { status } = await gateway.ask('probe', `${target}?${parameters}`, { method, ...(text !== undefined && { raw: text }) })
        expect(status).toBeLessThan(500)
      },
    )
    await fc.assert(property, { numRuns: runs.shaped })
  }, 600_000)
})

/** Sends bytes, ends the connection, and gives what came back. */
function sendOnce(bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(gateway.port, '127.0.0.1', () => socket.end(bytes))
    socket.on('data', (chunk) => (received += chunk.toString('latin1')))
    socket.once('close', () => resolve(received)).once('error', () => socket.destroy())
    socket.setTimeout(5000, () => socket.destroy())
  })
}

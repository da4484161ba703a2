import { gzipSync } from 'node:zlib'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSafeRequest, type SafeAsk, type SafeRequest } from './create-safe-request.ts'

const limits = { timeout: 3000, maxBytes: 1000 }

describe('createSafeRequest', () => {
  let server: Server
  let port: number
  let hits: string[]
  let local: SafeRequest
  let remote: SafeRequest
  beforeAll(async () => {
    server = createServer((request, response) => {
      hits.push(`${request.method} ${request.headers.host} ${request.url}`)
      const to = /^\/to\/(.+)$/.exec(request.url!)?.[1]
      if (to) return void response.writeHead(302, { location: decodeURIComponent(to) }).end()
      if (request.url === '/bomb') return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('0'.repeat(1_000_000)))
      if (request.url === '/long') return void response.end('x'.repeat(5000))
      if (request.url === '/silent') return
      if (request.url === '/broken') return void response.writeHead(200, { 'content-length': '9' }).write('half', () => response.destroy())
      const encoding = /^\/in\/(.+)$/.exec(request.url!)?.[1]
      if (encoding) return void response.writeHead(200, { 'content-encoding': encoding }).end(gzipSync('hello'))
      response.end(gzipSync('hello'), 'utf8')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    port = (server.address() as { port: number }).port
    const own = { isOwn: (host: string) => /^(?:\w+\.)?example\.com$/.test(host), address: new URL(`http://127.0.0.1:${port}`) }
    local = createSafeRequest({ allowLoopback: true, own })
    remote = createSafeRequest({ allowLoopback: false, own })
  })
  beforeEach(() => {
    hits = []
  })
  afterAll(async () => {
    await Promise.all([local.close(), remote.close()])
    server.closeAllConnections()
    server.close()
  })
  const ask = (request: SafeRequest, url: string, more: Partial<SafeAsk> = {}) => {
    const parsed = URL.parse(url)
    return parsed ? request({ url: parsed, origin: 'typed', ...limits, ...more }) : Promise.reject(new Error('no URL'))
  }

  it('reaches nothing private, however it is written, and says the same for every reason', async () => {
    const hosts = [
      '127.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0x7f000001',
      '2130706433',
      '0',
      'localhost',
      'a.localhost',
      '127.1',
      '10.0.0.1',
    ]
    const more = ['169.254.169.254', '[fd00::1]', '192.168.0.1', '[::]', '0.0.0.0', 'user@1.1.1.1', '100.64.0.1', '[64:ff9b::7f00:1]']
    const urls = [...hosts, ...more].flatMap((host) => [`http://${host}:${port}/`, `https://${host}/`, `https://${host}:${port}/`])
    const messages = new Set<string>()
    for (const url of urls) {
      for (const origin of ['typed', 'found'] as const) {
        const error = await ask(remote, url, { origin }).catch((each: Error) => each)
        expect(error, url).toBeInstanceOf(Error)
        messages.add((error as Error).message)
      }
    }
    expect([...messages]).toEqual(['This address can’t be reached from here.'])
    expect(hits).toEqual([])
  })

  it('takes loopback by its names where a person typed it and that is allowed, and nothing else private', async () => {
    await ask(local, `http://localhost:${port}/a`)
    await ask(local, `http://todo.localhost:${port}/b`)
    await ask(local, `http://127.0.0.1:${port}/c`)
    expect(hits).toEqual([`GET localhost:${port} /a`, `GET todo.localhost:${port} /b`, `GET 127.0.0.1:${port} /c`])
    hits = []
    await expect(ask(local, `http://localhost:${port}/`, { origin: 'found' })).rejects.toThrow('can’t be reached')
    for (const host of ['[::ffff:127.0.0.1]', '0.0.0.0', '10.1.2.3', '192.168.1.1'])
      await expect(ask(local, `http://${host}:${port}/`)).rejects.toThrow('can’t be reached')
    expect(hits).toEqual([])
  })

  it('asks hosts of ours at the address of the gateway, with their own Host', async () => {
    for (const origin of ['typed', 'found'] as const) await ask(remote, 'https://notes.example.com/n/1', { origin })
    expect(hits).toEqual(['GET notes.example.com /n/1', 'GET notes.example.com /n/1'])
    const response = await remote.fetch('https://notes.example.com/mcp', { method: 'POST', body: '{}' })
    expect(response.status).toBe(200)
    await response.text()
    expect(hits.at(-1)).toBe('POST notes.example.com /mcp')
    await expect(remote.fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('can’t be reached')
    await expect(remote.fetch('https://10.0.0.1/')).rejects.toMatchObject({ problem: 'refused' })
    await expect(local.fetch('http://localhost:1/')).rejects.toThrow('localhost:1 can’t be reached.')
  })

  it('as fetch takes nothing compressed, which could become anything', async () => {
    await expect(local.fetch(`http://127.0.0.1:${port}/bomb`)).rejects.toThrow('compresses its answers')
    expect((await local.fetch(`http://127.0.0.1:${port}/long`)).status).toBe(200)
  })

  it('follows redirects only where they may go, and looks at each target anew', async () => {
    const inside = encodeURIComponent(`http://127.0.0.1:${port}/secret`)
    await expect(ask(remote, `https://notes.example.com/to/${inside}`, { mayFollow: () => true })).rejects.toThrow('can’t be reached')
    expect(hits).toHaveLength(1)
    const loop = encodeURIComponent('https://notes.example.com/to/%2Fagain')
    await expect(ask(remote, `https://notes.example.com/to/${loop}`, { mayFollow: () => false })).rejects.toThrow('is not allowed')
    const circle = await ask(remote, `https://notes.example.com/to/${encodeURIComponent('/to/%2Fend')}`, { mayFollow: () => true })
    expect(circle).toMatchObject({ status: 200, url: new URL('https://notes.example.com/end') })
    expect((await ask(remote, 'https://notes.example.com/to/%2Fend')).status).toBe(302)
  })

  it('ends a circle of redirects', async () => {
    const to = (path: string) => `/to/${encodeURIComponent(path)}`
    const deep = to(to(to(to(to('/end')))))
    await expect(ask(remote, `https://notes.example.com${deep}`, { mayFollow: () => true })).rejects.toThrow('more than 3 times')
  })

  it('reads no more than it may, compressed or not', async () => {
    await expect(ask(remote, 'https://example.com/long')).rejects.toThrow('more than 1000 bytes')
    await expect(ask(remote, 'https://example.com/bomb')).rejects.toThrow('more than 1000 bytes')
    const cut = await ask(remote, 'https://example.com/long', { cuts: true })
    expect(cut).toMatchObject({ isCut: true, status: 200 })
    expect(cut.body).toHaveLength(1000)
  })

  it('says when an answer ends before it is whole', async () => {
    await expect(ask(remote, 'https://example.com/broken')).rejects.toThrow('example.com broke off in the middle of its answer.')
  })

  it('knows an encoding by all its names, and no other', async () => {
    for (const name of ['gzip', 'GZIP', 'x-gzip'])
      expect((await ask(remote, `https://example.com/in/${name}`)).body.toString()).toBe('hello')
    await expect(ask(remote, 'https://example.com/in/br')).rejects.toThrow('which was not asked for')
  })

  it('gives up in time', async () => {
    await expect(ask(remote, 'https://example.com/silent', { timeout: 50 })).rejects.toMatchObject({ problem: 'timeout' })
    const stop = AbortSignal.abort()
    await expect(ask(remote, 'https://example.com/silent', { signal: stop })).rejects.toMatchObject({ problem: 'stopped' })
  })
})

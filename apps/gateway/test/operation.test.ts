import { once } from 'node:events'
import { connect } from 'node:net'
import { get } from 'node:http'
import { describe, expect, it } from 'vitest'
import { findPort, startTestGateway } from './start-test-gateway.ts'

describe('a proxy that is trusted', () => {
  it('is believed about the caller’s address and the request’s id', async () => {
    await using gateway = await startTestGateway({ environment: { TRUSTED_PROXIES: '127.0.0.0/8', LIMIT_ADDRESS: '2/60' } })
    const from = (address: string) =>
      gateway.ask('probe', '/look', { headers: { 'x-forwarded-for': address, 'x-request-id': 'edge-0000-0001' } })
    expect((await from('203.0.113.1')).headers['x-request-id']).toBe('edge-0000-0001')
    expect((await from('evil, 203.0.113.1')).status).toBe(200)
    expect((await from('198.51.100.7, 203.0.113.1')).status).toBe(429)
    expect((await from('203.0.113.2')).status).toBe(200)
    expect(
      gateway
        .lines()
        .filter((line) => line.msg === 'request')
        .map((line) => line.address),
    ).toEqual(['203.0.113.1', '203.0.113.1', '203.0.113.1', '203.0.113.2'])
  })

  it('has its IPv6 callers counted by /64', async () => {
    await using gateway = await startTestGateway({ environment: { TRUSTED_PROXIES: '127.0.0.1', LIMIT_ADDRESS: '1/60' } })
    const from = (address: string) =>
      gateway.ask('probe', '/look', { headers: { 'x-forwarded-for': address } }).then((answer) => answer.status)
    expect(await from('2001:db8:1:2::1')).toBe(200)
    expect(await from('2001:db8:1:2:ffff::9')).toBe(429)
    expect(await from('2001:db8:1:3::1')).toBe(200)
    expect(await from('2001:0DB8:1:3:0::2')).toBe(429)
  })

  it('has one caller counted once, however the address is written', async () => {
    await using gateway = await startTestGateway({ environment: { TRUSTED_PROXIES: '127.0.0.1', LIMIT_ADDRESS: '1/60' } })
    const from = (address: string) =>
      gateway.ask('probe', '/look', { headers: { 'x-forwarded-for': address } }).then((answer) => answer.status)
    expect(await from('192.0.2.9')).toBe(200)
    for (const other of ['::FFFF:192.0.2.9', '::ffff:c000:209', '0:0:0:0:0:ffff:192.0.2.9', '192.0.2.9:4711', '[::ffff:192.0.2.9]:80']) {
      expect(await from(other), other).toBe(429)
    }
  })
})

describe('callers of an AI host', () => {
  it('are told apart by their daily id, only from the host’s own addresses', async () => {
    await using gateway = await startTestGateway({ environment: { AI_HOST_RANGES: '127.0.0.0/8', LIMIT_ADDRESS: '1/60' } })
    const as = (id: string) =>
      gateway.ask('probe', '/look', { headers: { 'openai-ephemeral-user-id': id } }).then((answer) => answer.status)
    expect(await as('user-aaaa-0001')).toBe(200)
    expect(await as('user-aaaa-0002')).toBe(200)
    expect(await as('user-aaaa-0001')).toBe(429)
    expect(await as('short')).toBe(200)
    expect(await as('')).toBe(429)
  })
})

describe('wrong keys from one address', () => {
  it('are slowed down, and a good one still passes', async () => {
    await using gateway = await startTestGateway()
    const { text } = await gateway.keys.create({ name: 'ada', email: 'ada@example.com' })
    const wrong = () => gateway.ask('probe', '/me', { key: `pb_user_000000000000_${'0'.repeat(64)}` })
    const statuses = (await Promise.all(Array.from({ length: 40 }, wrong))).map((answer) => answer.status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(30)
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
    expect((await gateway.ask('probe', '/me', { key: text })).status).toBe(200)
    expect((await wrong()).headers).toMatchObject({ 'retry-after': expect.any(String), 'ratelimit-policy': '"failures";q=30;w=60' })
  })
})

describe('metrics', () => {
  it('count requests by plugin, action and status on a port of their own', async () => {
    const port = await findPort()
    await using gateway = await startTestGateway({ environment: { METRICS_PORT: String(port) } })
    await gateway.ask('probe', '/look')
    await gateway.ask('probe', '/look?count=99')
    const text = await fetchText(port, '/metrics')
    expect(text).toContain('patchbay_requests_total{plugin="probe",action="look",status="200"} 1')
    expect(text).toContain('patchbay_requests_total{plugin="probe",action="look",status="400"} 1')
    expect(text).toMatch(/patchbay_request_duration_seconds_count\{plugin="probe",action="look"\} 2/)
    expect((await gateway.ask('probe', '/metrics')).status).toBe(404)
  })

  it('tell an edge on the same port for which hosts to make certificates', async () => {
    const port = await findPort()
    await using _gateway = await startTestGateway({ environment: { METRICS_PORT: String(port) } })
    const knows = async (domain: string) => (await fetch(`http://127.0.0.1:${port}/known-host?domain=${domain}`)).status
    expect(await Promise.all(['localhost', 'probe.localhost', 'AUTH.localhost'].map(knows))).toEqual([200, 200, 200])
    expect(await Promise.all(['', 'nosuch.localhost', 'x.probe.localhost', 'evil.example'].map(knows))).toEqual([404, 404, 404, 404])
  })
})

describe('stopping', () => {
  it('lets running calls end and takes no more', async () => {
    const gateway = await startTestGateway()
    const running = gateway.ask('probe', '/fail', { body: { how: 'hang' } })
    await gateway.ask('probe', '/look', { headers: { connection: 'close' } })
    const idle = connect(gateway.port, '127.0.0.1')
    await once(idle, 'connect')
    const closed = once(idle, 'close')
    const stopped = gateway[Symbol.asyncDispose]()
    expect((await running).status).toBe(504)
    await stopped
    await closed
    await expect(gateway.ask('probe', '/look')).rejects.toMatchObject({ code: expect.stringMatching(/^ECONN/) })
  })
})

function fetchText(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += String(chunk))).on('end', () => resolve(text))
    }).once('error', reject)
  })
}

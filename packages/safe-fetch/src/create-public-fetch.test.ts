import { createServer, type Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPublicFetch } from './create-public-fetch.ts'

describe('createPublicFetch', () => {
  let server: Server
  let port: number
  let hits: number
  beforeEach(async () => {
    hits = 0
    server = createServer((socket) => {
      hits++
      socket.destroy()
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    port = (server.address() as { port: number }).port
  })
  afterEach(() => new Promise((done) => server.close(done)))

  it('reaches nothing on this machine, however it is written', async () => {
    const hosts = ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0x7f000001', '2130706433', '0', 'localhost', '127.1']
    const urls = hosts.flatMap((host) => [`https://${host}:${port}/client.json`, `https://${host}/client.json`, `http://${host}:${port}/`])
    for (const url of urls) await expect(createPublicFetch()(url)).rejects.toThrow()
    expect(hits).toBe(0)
  })
})

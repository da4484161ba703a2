import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extendService } from './conformance/extend-service.ts'
import { runScenario } from './conformance/run-conformance.ts'
import failing from './fixtures/task-plugins/failing/src/index.ts'
import protocolError from './fixtures/task-plugins/protocol-error/src/index.ts'
import slow from './fixtures/task-plugins/slow/src/index.ts'
import { startJobGateway, type DeskGateway } from './start-desk-gateway.ts'

let gateway: DeskGateway
let proxy: Server
beforeAll(async () => {
  const pluginsFolder = join(import.meta.dirname, 'fixtures/task-plugins')
  gateway = await startJobGateway([failing, protocolError, slow], { pluginsFolder, extendMcp: extendService })
  const { text } = await gateway.keys.create({ name: 'conformance', email: 'ada@example.com' })
  proxy = await startProxy(gateway.port, text)
})
afterAll(async () => {
  proxy.close()
  await gateway[Symbol.asyncDispose]()
})

/** The suite sends no key, and jobs belong to somebody. */
async function startProxy(port: number, key: string): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, host: `localhost:${port}`, authorization: `Bearer ${key}` }
    const asked = request({ host: '127.0.0.1', port, path: incoming.url, method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(asked)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

describe('the conformance suite of MCP', { timeout: 60_000 }, () => {
  it.concurrent.each([
    'tasks-lifecycle',
    'tasks-capability-negotiation',
    'tasks-wire-fields',
    'tasks-request-state-removal',
    'tasks-request-headers',
  ])('passes for background actions as tasks: %s', async (scenario) => {
    const { port } = proxy.address() as AddressInfo
    const { code, output } = await runScenario(`http://localhost:${port}/mcp`, scenario)
    expect(code, output).toBe(0)
    expect(output).toMatch(/Passed: [1-9]\d*\/\d+, 0 failed/)
  })

  it.concurrent('passes for how they are asked for, but for a task that asks itself', async () => {
    const { port } = proxy.address() as AddressInfo
    const { output } = await runScenario(`http://localhost:${port}/mcp`, 'tasks-dispatch-and-envelope')
    expect(output).toMatch(/Passed: 8\/9, 1 failed/)
    expect(output).toContain('Error: Unknown tool: confirm_delete')
  })
})

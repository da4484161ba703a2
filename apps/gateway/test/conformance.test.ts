import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extendService } from './conformance/extend-service.ts'
import { runConformance } from './conformance/run-conformance.ts'
import { startTestGateway, type TestGateway } from './start-test-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway({ extendMcp: extendService })
})
afterAll(() => gateway[Symbol.asyncDispose]())

const run = (requirements: string) => runConformance(`http://localhost:${gateway.port}/mcp`, requirements)

describe('the conformance suite of MCP', { timeout: 240_000 }, () => {
  it('passes for 2026-07-28', async () => {
    const { code, output } = await run('2026-07-28')
    expect(code, output).toBe(0)
    expect(output.match(/^✓/gm)?.length, output).toBeGreaterThanOrEqual(37)
  })

  it('passes for 2025-11-25, but for what is listed with its reason', async () => {
    const { code, output } = await run('2025-11-25')
    expect(code, output).toBe(0)
    expect(output.match(/^✓/gm)?.length, output).toBeGreaterThanOrEqual(21)
  })
})

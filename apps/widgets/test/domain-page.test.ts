import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, launchBrowser } from './chromium.ts'
import { startTestHost, type TestHost } from './start-host.ts'

describe.skipIf(!hasBrowser)('the page of the domain', () => {
  let host: TestHost
  let browser: Browser

  beforeAll(async () => {
    host = await startTestHost()
    browser = await launchBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await host?.[Symbol.asyncDispose]()
  })

  const open = async (options: { javaScriptEnabled?: boolean; width?: number } = {}) => {
    const context = await browser.newContext({
      javaScriptEnabled: options.javaScriptEnabled ?? true,
      viewport: { width: options.width ?? 1000, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const page = await context.newPage()
    const problems: string[] = []
    page.on('console', (message) => message.text().includes('Content Security Policy') && problems.push(message.text()))
    await page.goto(`http://localhost:${host.port}/`)
    const flights = page.locator('#flights')
    return { context, page, problems, flights }
  }

  it('shows one host at a time and copies what stands there', async () => {
    const { context, page, problems, flights } = await open()
    await flights.getByText('VS Code', { exact: true }).click()
    expect(await flights.getByRole('link', { name: 'Add to VS Code' }).isVisible()).toBe(true)
    expect(await flights.getByText('Authentication: OAuth or no auth').isVisible()).toBe(false)
    await flights.getByText('Codex', { exact: true }).click()
    await flights.getByRole('button', { name: 'Copy In a terminal' }).click()
    await flights.getByText('Copied').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      `codex mcp add flights --url http://flights.localhost:${host.port}/mcp`,
    )
    expect(problems).toEqual([])
    await context.close()
  })

  it('is whole without script, less the buttons that would do nothing', async () => {
    const { context, flights } = await open({ javaScriptEnabled: false })
    await flights.getByText('GPT Action', { exact: true }).click()
    expect(await flights.getByText('/openapi.json').isVisible()).toBe(true)
    expect(await flights.getByRole('button').count()).toBe(0)
    await context.close()
  })

  it('can be used by keyboard, and fits a phone', async () => {
    const { context, page, flights } = await open({ width: 360 })
    await flights.getByRole('radio', { name: 'ChatGPT' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await flights.getByText('Remote MCP server URL').isVisible()).toBe(true)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    await context.close()
  })
})

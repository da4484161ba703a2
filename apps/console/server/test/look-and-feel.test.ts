import axe, { type AxeResults } from 'axe-core'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, makeAccount, openPage, type Visitor } from './page.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

const dist = join(import.meta.dirname, '../../web/dist')

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const sumShifts = `new Promise((resolve) => {
  let sum = 0
  new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value))).observe({ type: 'layout-shift', buffered: true })
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)))
})`

describe.skipIf(!hasBrowser)('the page, as people see it (skipped where chromium is not installed)', () => {
  let started: TestConsole
  let ada: Visitor

  beforeAll(async () => {
    started = await startTestConsole({ PLUGINS: 'flights,hello' }, { hasPage: true })
    ada = await openPage(started.port)
    await go('/')
    await makeAccount(ada, 'ada@example.com')
    await ada.page.getByRole('button', { name: 'Install Flights' }).click()
    await ada.page.getByRole('button', { name: 'Allow' }).click()
    await ada.page.locator('summary', { hasText: 'Flights' }).waitFor()
    await ada.say('flights from Berlin to Lisbon tomorrow')
    await ada.answer().locator('.preview').first().waitFor()
  })
  afterAll(async () => {
    await ada?.[Symbol.asyncDispose]()
    await started?.[Symbol.asyncDispose]()
  })

  const go = async (path: string) => {
    await ada.page.goto(`http://console.localhost:${started.port}${path}`)
    await ada.page.locator('main:not([aria-busy=true])').waitFor()
    await ada.page.waitForLoadState('networkidle')
  }

  const views: [string, () => Promise<unknown>][] = [
    ['a conversation', () => ada.page.getByRole('link', { name: 'flights from Berlin' }).click()],
    ['a new conversation', () => go('/')],
    ['the plugins', () => go('/plugins')],
    ['a plugin', () => go('/plugins').then(() => ada.page.getByRole('link', { name: 'Hello' }).click())],
    ['developing', () => go('/develop')],
    ['settings', () => go('/settings')],
  ]

  it.each(views)('%s has nothing that keeps people out, light and dark', async (_name, open) => {
    await open()
    for (const colorScheme of ['light', 'dark'] as const) {
      await ada.page.emulateMedia({ colorScheme })
      expect(await findFaults()).toEqual([])
    }
  })

  it.each(views)('%s fits a phone', async (_name, open) => {
    await ada.page.setViewportSize({ width: 1280, height: 860 })
    await open()
    await ada.page.setViewportSize({ width: 360, height: 740 })
    expect(await ada.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    expect(await findFaults()).toEqual([])
  })

  it('lets somebody with a keyboard alone ask, answer a question, and go on', async () => {
    const { page } = ada
    await page.setViewportSize({ width: 1280, height: 860 })
    await go('/')
    await page.keyboard.type('flights from Berlin to Rome tomorrow')
    await page.keyboard.press('Enter')
    await ada.answer().locator('.markdown li').first().waitFor()
    await page.keyboard.type('book the first one for Ada Lovelace')
    await page.keyboard.press('Enter')
    await ada.dialog().waitFor()
    expect(await findFaults()).toEqual([])
    await page.keyboard.press('Escape')
    await ada.dialog().waitFor({ state: 'detached' })
    await ada.answer().locator('.call', { hasText: 'you declined' }).waitFor()
  })

  it('puts a panel away at Escape, and at a press beside it', async () => {
    const { page } = ada
    await go('/')
    const panel = page.getByRole('group', { name: 'At most 3 at once' })
    const button = page.locator('summary', { hasText: 'Flights' })
    await button.focus()
    await page.keyboard.press('Enter')
    await panel.getByLabel('Flights').focus()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    expect(await button.evaluate((summary) => summary === summary.ownerDocument.activeElement)).toBe(true)
    await button.click()
    await panel.getByLabel('Flights').waitFor()
    await page.getByRole('textbox', { name: 'Message' }).click()
    await panel.waitFor({ state: 'detached' })
  })

  it('does not jump while it loads', async () => {
    await go('/')
    const shift = await ada.page.evaluate(sumShifts)
    expect(shift).toBeLessThan(0.1)
  })

  it('is at most 200 KB at first, compressed', () => {
    const files = [
      'index.html',
      ...readdirSync(join(dist, 'assets'))
        .filter((name) => name.startsWith('index-'))
        .map((name) => `assets/${name}`),
    ]
    const sizes = files.map((name) => gzipSync(readFileSync(join(dist, name))).length)
    expect(sizes.length).toBeGreaterThan(2)
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(200_000)
  })

  /** What axe finds by the rules of WCAG 2.2 A and AA, a line each. */
  const findFaults = async (): Promise<string[]> => {
    await ada.page.evaluate(axe.source)
    const { violations } = (await ada.page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`)) as AxeResults
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`))
  }
})

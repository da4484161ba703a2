import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  url: URL
  /** The body as JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  json: any
}

export interface Ask {
  method?: string
  headers?: Record<string, string>
  body?: string
  /** Whether redirects within the gateway are followed. */
  follow?: boolean
  /** Called with each piece as it comes. */
  onText?: (text: string) => void
}

/** A browser without scripts: keeps cookies by host and follows redirects within the gateway. */
export interface Browser {
  ask(url: string, ask?: Ask): Promise<Answer>
  /** Sends the form of a page. */
  submit(page: Answer, fields: Record<string, string>): Promise<Answer>
  cookies: Map<string, { value: string; attributes: string }>
}

export function createBrowser(port: number): Browser {
  const cookies: Browser['cookies'] = new Map()
  // Each browser is at an address of its own.
  const ask = async (text: string, { follow = true, ...options }: Ask = {}): Promise<Answer> => {
    const url = new URL(text)
    const answer = await send(port, url, options, toCookieHeader(cookies, url.host))
    for (const header of answer.headers['set-cookie'] ?? []) keep(cookies, url.host, header)
    const { location } = answer.headers
    const target = location === undefined || !follow ? undefined : new URL(location, url)
    const isHere = target?.port === String(port) && /(?:^|\.)localhost$/.test(target.hostname)
    return isHere ? ask(target.href) : answer
  }
  return {
    ask,
    cookies,
    submit(page, fields) {
      const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1]
      if (!action) throw new Error(`There is no form on ${page.url}:\n${page.status}\n${page.text}`)
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: page.url.origin, 'sec-fetch-site': 'same-origin' }
      return ask(new URL(action, page.url).href, { method: 'POST', headers, body: new URLSearchParams(fields).toString() })
    },
  }
}

function toCookieHeader(cookies: Browser['cookies'], host: string): string {
  const mine = [...cookies].filter(([key]) => key.startsWith(`${host} `))
  return mine.map(([key, { value }]) => `${key.slice(host.length + 1)}=${value}`).join('; ')
}

function keep(cookies: Browser['cookies'], host: string, header: string): void {
  const [pair = '', ...attributes] = header.split(/;\s*/)
  const key = `${host} ${pair.slice(0, pair.indexOf('='))}`
  const value = pair.slice(pair.indexOf('=') + 1)
  if (value === '' || attributes.some((each) => /^max-age=0$/i.test(each))) cookies.delete(key)
  else cookies.set(key, { value, attributes: attributes.join('; ') })
}

function send(port: number, url: URL, { method = 'GET', headers, body, onText }: Ask, cookie: string): Promise<Answer> {
  const all = { host: url.host, accept: 'text/html', ...(cookie && { cookie }), ...headers }
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path: `${url.pathname}${url.search}`, method, headers: all }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        onText?.(text)
      })
      response.on('error', reject)
      response.on('end', () => {
        const get = () => JSON.parse(text) as unknown
        const answer = { status: response.statusCode!, headers: response.headers, text, url }
        resolve(Object.defineProperty(answer, 'json', { get }) as Answer)
      })
    })
    request.once('error', reject)
    request.end(body)
  })
}

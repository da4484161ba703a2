import { askHost, type Answer } from './start-test-gateway.ts'

/** A person's browser: keeps cookies by host and path as RFC 6265 says, follows redirects within the gateway, fills in forms. */
export interface Browser {
  open(url: string): Promise<Page>
  /** Sends the form of a page. */
  submit(page: Page, fields: Record<string, string | string[]>, headers?: Record<string, string>): Promise<Page>
  cookies(): { name: string; value: string; host: string; path: string; attributes: string }[]
}

export interface Page extends Omit<Answer, 'json'> {
  url: string
}

export function createBrowser(port: number): Browser {
  const jar = new Map<string, { name: string; value: string; host: string; path: string; attributes: string }>()

  const keep = (host: string, header: string) => {
    const [pair = '', ...attributes] = header.split(/;\s*/)
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    const path = attributes.find((each) => /^path=/i.test(each))?.slice(5) ?? '/'
    const expires = attributes.find((each) => /^expires=/i.test(each))?.slice(8)
    const key = `${host} ${path} ${name}`
    if (expires && new Date(expires).getTime() < Date.now()) jar.delete(key)
    else jar.set(key, { name, value, host, path, attributes: attributes.join('; ') })
  }

  // Each browser is at an address of its own, which the gateway learns from a proxy.
  const address = `10.${Array.from({ length: 3 }, () => Math.floor(Math.random() * 256)).join('.')}`

  const ask = async (url: URL, options: { raw?: string; headers?: Record<string, string> } = {}): Promise<Page> => {
    const sent = [...jar.values()].filter(
      (cookie) => cookie.host === url.host && `${url.pathname}/`.startsWith(cookie.path.replace(/\/?$/, '/')),
    )
    const headers = {
      accept: 'text/html',
      'x-forwarded-for': address,
      ...(sent.length > 0 && { cookie: sent.map(({ name, value }) => `${name}=${value}`).join('; ') }),
      ...options.headers,
    }
    const answer = await askHost({
      port,
      host: url.host,
      path: `${url.pathname}${url.search}`,
      ...(options.raw !== undefined && { raw: options.raw }),
      headers,
    })
    for (const header of answer.headers['set-cookie'] ?? []) keep(url.host, header)
    const { location } = answer.headers
    const target = location === undefined ? undefined : new URL(location, url)
    const isHere = target?.port === String(port) && /(^|\.)localhost$/.test(target.hostname) && !target.pathname.startsWith('/callback')
    const refresh = /http-equiv="refresh" content="0;url=([^"]+)"/.exec(answer.text)?.[1]
    if (refresh !== undefined) return ask(new URL(refresh, url))
    return isHere ? ask(target) : { status: answer.status, headers: answer.headers, text: answer.text, url: String(target ?? url) }
  }

  return {
    open: (url) => ask(new URL(url)),
    submit(page, fields, headers = {}) {
      const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1]
      if (!action) throw new Error(`There is no form on ${page.url}:\n${page.text}`)
      const body = new URLSearchParams(
        Object.entries(fields).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value])),
      )
      const own = { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(page.url).origin, 'sec-fetch-site': 'same-origin' }
      return ask(new URL(action, page.url), { raw: body.toString(), headers: { ...own, ...headers } })
    },
    cookies: () => [...jar.values()],
  }
}

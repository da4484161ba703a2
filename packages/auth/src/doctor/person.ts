import type { Fetch } from './ask-json.ts'

export interface PersonOptions {
  fetch: Fetch
  email: string
  password: string
  /** Where the answer goes; the person's browser is not followed there. */
  redirectUri: string
}

/** A person at a browser, as far as a sign-in needs one. */
export interface Person {
  /** @returns the page, or undefined when the browser is sent to the program */
  open(url: string): Promise<void>
  /** @throws Error when the page is not the sign-in */
  signIn(): Promise<void>
  /** Allows all that is asked. @throws Error when the page is not that of the consent */
  allow(): Promise<void>
  /** Where the browser was sent in the end. @throws Error when it was not sent to the program */
  end(): URL
}

interface Place {
  url: string
  text: string
  status: number
}

const mostRedirects = 10

/** The cookies of one sign-in: the newest of a name counts, wherever it holds. */
export function createPerson({ fetch, email, password, redirectUri }: PersonOptions): Person {
  const jar = new Map<string, string>()
  let place: Place = { url: '', text: '', status: 0 }

  const go = async (start: string, first: RequestInit = {}) => {
    let [url, init] = [start, first]
    for (let hops = 0; hops < mostRedirects; hops += 1) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { accept: 'text/html', ...(cookie && { cookie }), ...(init.headers as Record<string, string> | undefined) }
      const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(10_000) })
      for (const header of response.headers.getSetCookie()) keep(jar, header)
      const text = await response.text()
      const location = response.headers.get('location') ?? /http-equiv="refresh" content="0;url=([^"]+)"/.exec(text)?.[1]
      if (location === undefined) return void (place = { url, text, status: response.status })
      url = new URL(location, url).href
      init = {}
      if (url.startsWith(redirectUri)) return void (place = { url, text: '', status: 0 })
    }
    throw new Error(`${start} redirects more than ${mostRedirects} times`)
  }

  const submit = async (what: string, mark: string, fields: [string, string][]) => {
    const action = /<form method="post" action="([^"]+)"/.exec(place.text)?.[1]
    if (action === undefined || !place.text.includes(mark)) throw new Error(`${describe(place)} instead of ${what}`)
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(place.url).origin }
    await go(new URL(action, place.url).href, { method: 'POST', headers, body: new URLSearchParams(fields).toString() })
  }

  return {
    async open(url) {
      await go(url)
      if (!place.text.includes('name="password"')) throw new Error(`${describe(place)} instead of a page to sign in`)
    },
    async signIn() {
      await submit('a page to sign in', 'name="password"', Object.entries({ email, password, do: 'sign-in' }))
      if (!place.text.includes('name="scope"')) throw new Error(`${describe(place)} instead of the question for consent`)
    },
    async allow() {
      const scopes = [...place.text.matchAll(/name="scope" value="([^"]+)"/g)].map((match): [string, string] => ['scope', match[1]!])
      await submit('the question for consent', 'name="scope"', [...scopes, ['do', 'allow']])
    },
    end() {
      if (!place.url.startsWith(redirectUri)) throw new Error(`${describe(place)} instead of an answer to the program`)
      return new URL(place.url)
    },
  }
}

function keep(jar: Map<string, string>, header: string): void {
  const [pair = ''] = header.split(';')
  const at = pair.indexOf('=')
  jar.set(pair.slice(0, at), pair.slice(at + 1))
}

/** What stands there, in the page's own words; answers to the program carry their error in the address. */
function describe({ url, text, status }: Place): string {
  const error = new URL(url).searchParams
  if (error.has('error')) return `the program is told ${error.get('error')} (${error.get('error_description') ?? ''})`
  const problem = /<p class="problem"[^>]*>([^<]+)</.exec(text)?.[1] ?? /<h1>([^<]+)</.exec(text)?.[1]
  return `${new URL(url).origin}${new URL(url).pathname} answers ${status}${problem ? ` “${problem}”` : ''}`
}

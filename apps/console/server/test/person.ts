import type { AssistantMessage, Call, Conversation, Plugin, RunEvent, Session, StartedRun } from '../src/api.ts'
import type { Answer, Browser } from './browser.ts'

export const password = 'correct horse battery staple'

/** Somebody at the console's page. */
export interface Person {
  email: string
  origin: string
  browser: Browser
  session: Session
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Installs plugins of the store by their name for models, signing in where that is needed. */
  install(...names: string[]): Promise<Plugin[]>
  converse(plugins?: readonly Plugin[]): Promise<Conversation>
  /** Says something and waits for the whole answer; `onCall` answers questions. */
  say(conversation: Conversation, text: string, options?: SayOptions): Promise<AssistantMessage & { events: RunEvent[] }>
  follow(started: StartedRun, options?: SayOptions): Promise<AssistantMessage & { events: RunEvent[] }>
}

export interface SayOptions {
  body?: Record<string, unknown>
  /** What the person answers to a call that asks. */
  onQuestion?: (call: Call) => unknown
  onEvent?: (event: RunEvent) => void
}

export async function signUp(browser: Browser, port: number, email: string): Promise<Person> {
  const origin = `http://console.localhost:${port}`
  const form = await browser.ask(`${origin}/auth/sign-in?return=/welcome`)
  await browser.submit(form, { email, password, do: 'sign-in' })
  const session = (await browser.ask(`${origin}/api/session`)).json as Session
  const send: Person['send'] = (method, path, body, headers = {}) =>
    browser.ask(`${origin}${path}`, {
      method,
      headers: {
        origin,
        'sec-fetch-site': 'same-origin',
        'x-csrf-token': session.csrfToken,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const get: Person['get'] = (path, headers = {}) => browser.ask(`${origin}${path}`, { headers, follow: false })

  const follow: Person['follow'] = async (started, { onQuestion, onEvent } = {}) => {
    const seen: RunEvent[] = []
    const answered = new Set<string>()
    const waiting: Promise<unknown>[] = []
    const take = (event: RunEvent) => {
      seen.push(event)
      onEvent?.(event)
      const call = event.type === 'part' && event.part.type === 'call' ? event.part.call : undefined
      if (call?.status !== 'asking' || answered.has(call.id)) return
      const answer = onQuestion?.(call)
      if (answer === undefined) return
      answered.add(call.id)
      waiting.push(send('POST', `/api/calls/${call.id}/answer`, answer))
    }
    let read = 0
    const onText = (text: string) => {
      const blocks = text.split('\n\n')
      for (; read < blocks.length - 1; read += 1) {
        const data = /^data: (.*)$/m.exec(blocks[read]!)?.[1]
        if (data) take(JSON.parse(data) as RunEvent)
      }
    }
    await browser.ask(`${origin}/api/runs/${started.runId}/events`, { onText })
    await Promise.all(waiting)
    return { ...replay(seen), events: seen }
  }

  return {
    email,
    origin,
    browser,
    session,
    get,
    send,
    follow,
    async install(...names) {
      const { plugins } = (await get('/api/store')).json as { plugins: Plugin[] }
      const wanted = names.map((name) => plugins.find((each) => each.nameForModel === name)!)
      for (const { id } of wanted) {
        const result = (await send('POST', `/api/plugins/${id}/install`, {})).json as { status: string; url: string }
        if (result.status !== 'sign-in') continue
        const consent = await browser.ask(result.url)
        const scopes = [...consent.text.matchAll(/name="scope" value="([^"]+)"/g)].map(([, value]) => value!)
        const body = new URLSearchParams([['do', 'allow'], ...scopes.map((scope): [string, string] => ['scope', scope])])
        const action = /<form method="post" action="([^"]+)"/.exec(consent.text)![1]!
        const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
        await browser.ask(new URL(action, consent.url).href, { method: 'POST', headers, body: body.toString() })
      }
      const mine = (await get('/api/plugins')).json as { plugins: Plugin[] }
      return names.map((name) => mine.plugins.find((each) => each.nameForModel === name)!)
    },
    async converse(plugins = []) {
      const answer = await send('POST', '/api/conversations', { pluginIds: plugins.map(({ id }) => id) })
      if (answer.status !== 200) throw new Error(answer.text)
      return answer.json as Conversation
    },
    async say(conversation, text, options = {}) {
      const started = await send('POST', `/api/conversations/${conversation.id}/messages`, { text, ...options.body })
      if (started.status !== 202) throw new Error(`${started.status} ${started.text}`)
      return follow(started.json as StartedRun, options)
    },
  }
}

/** What a page has after these events: the same that is stored. */
export function replay(events: readonly RunEvent[]): AssistantMessage {
  let message: AssistantMessage | undefined
  for (const event of events) {
    if (event.type === 'message') message = structuredClone(event.message)
    else if (event.type === 'part') message!.parts[event.index] = structuredClone(event.part)
    else if (event.type === 'text') {
      const part = message!.parts[event.index]
      if (part?.type === 'text') part.text += event.text
    } else if (event.type === 'status') Object.assign(message!, { status: event.status, problem: event.problem })
  }
  return message!
}

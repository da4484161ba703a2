import { Agent, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { legacy, modern, type Message } from './mcp-messages.ts'
import { startTestGateway, type TestGateway } from './start-test-gateway.ts'

const isFull = process.env['PATCHBAY_TRIALS'] === 'full'
const users = isFull ? 100 : 25
const calls = isFull ? 10_000 : 1000

let gateway: TestGateway
const keys: { email: string; text: string }[] = []
/** Fewer connections than people: everybody's requests follow everybody else's on the same ones. */
const agent = new Agent({ keepAlive: true, maxSockets: 8 })
beforeAll(async () => {
  gateway = await startTestGateway({ environment: { LIMIT_CLIENT: '1000000/60', LIMIT_USER: '1000000/60' } })
  for (let index = 0; index < users; index++) {
    const email = `user${index}@example.com`
    keys.push({ email, text: (await gateway.keys.create({ name: email, email })).text })
  }
})
afterAll(async () => {
  agent.destroy()
  await gateway[Symbol.asyncDispose]()
})

/** The whole answer of one call as text. */
function send({ body, headers }: Message, key: string): Promise<string> {
  const host = `probe.localhost:${gateway.port}`
  const all = { ...headers, host, authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port: gateway.port, path: '/mcp', method: 'POST', headers: all }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      answer.once('end', () => resolve(text))
    })
    sent.once('error', reject)
    sent.end(JSON.stringify(body))
  })
}

/** Each of the four ways a call can go: both eras, over the thin path and, with a progress token, over the SDK. */
const ways: ((id: number) => Message)[] = [
  (id) => toCall(id, modern, {}),
  (id) => toCall(id, legacy, {}),
  (id) => toCall(id, modern, { _meta: { progressToken: id } }),
  (id) => toCall(id, legacy, { _meta: { progressToken: id } }),
]

function toCall(id: number, era: typeof modern, more: object): Message {
  const message = era('tools/call', { name: 'whoAmI', arguments: {}, ...more })
  return { ...message, body: { ...message.body, id } }
}

describe('many people at once over shared connections', { timeout: 300_000 }, () => {
  it('each see only their own', async () => {
    const emails = keys.map(({ email }) => email)
    const answers = await Promise.all(
      Array.from({ length: calls }, async (_, index) => {
        const { email, text: key } = keys[(index * 7919) % users]!
        return { id: index, email, text: await send(ways[index % ways.length]!(index), key) }
      }),
    )
    const wrong = answers.filter(({ id, email, text }) => {
      const told = [...text.matchAll(/user\d+@example\.com/g)].map(([found]) => found)
      return !text.includes(`"id":${id}`) || told.length === 0 || told.some((found) => found !== email || !emails.includes(found))
    })
    expect(wrong).toEqual([])
  })
})

import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findLinks } from '../src/links/find-links.ts'
import { readOpenGraph } from '../src/links/read-open-graph.ts'
import type { Person } from './person.ts'
import { startScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

let model: ScriptedModel
let started: TestConsole
let canary: Server
let canaryUrl: string
let hits = 0
let ada: Person

beforeAll(async () => {
  canary = createServer((_request, response) => {
    hits += 1
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Inside</title>')
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  canaryUrl = `localhost:${(canary.address() as { port: number }).port}`
  model = await startScriptedModel()
  started = await startTestConsole({ MODEL: 'scripted', MODEL_BASE_URL: model.url })
  ada = await started.person('ada@example.com')
})
afterAll(async () => {
  await started[Symbol.asyncDispose]()
  await model[Symbol.asyncDispose]()
  canary.closeAllConnections()
  canary.close()
})

const linksOf = async (text: string) => {
  model.play({ text })
  const answer = await ada.say(await ada.converse(), 'go')
  return (await ada.get(`/api/messages/${answer.id}/links`)).json
}

describe('links of an answer', () => {
  it('become previews by what the pages say of themselves', async () => {
    const page = `http://hello.localhost:${started.port}/`
    const { previews } = await linksOf(`See [hello](${page}) or ${page}.`)
    expect(previews).toEqual([expect.objectContaining({ url: page, host: new URL(page).host, title: expect.stringContaining('Hello') })])
  })

  it('reach nothing inside, nor do pictures', async () => {
    const hosts = [
      canaryUrl,
      canaryUrl.replace('localhost', '127.0.0.1'),
      canaryUrl.replace('localhost', '[::1]'),
      '10.0.0.1',
      '169.254.169.254',
    ]
    const { previews, images } = await linksOf(hosts.map((host) => `http://${host}/ ![x](http://${host}/x.png)`).join('\n'))
    expect(previews).toEqual([])
    for (const path of Object.values(images as Record<string, string>)) expect((await ada.get(path)).status).toBe(404)
    expect(hits).toBe(0)
  })

  it('lead to pictures only by what was signed here', async () => {
    const logo = `http://hello.localhost:${started.port}/logo.png`
    const { images } = await linksOf(`![logo](${logo})`)
    const answer = await ada.get(images[logo])
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'image/png', 'content-security-policy': "default-src 'none'; sandbox" },
    })
    const page = `http://hello.localhost:${started.port}/`
    expect((await ada.get(images[logo].replace(encodeURIComponent(logo), encodeURIComponent(page)))).status).toBe(404)
    expect((await linksOf(`![no](${page})`)).images[page]).toMatch(/^\/api\/image\?/)
    expect((await ada.get((await linksOf(`![no](${page})`)).images[page])).status).toBe(404)
  })
})

describe('findLinks', () => {
  it('finds what a person sees as a link, each once', () => {
    const text =
      'A [b](https://b.example/x_(y)), https://c.example/d?e=f. <https://g.example> https://c.example/d?e=f ![i](https://i.example/i.png)\n```\nhttps://code.example\n```'
    expect(findLinks(text)).toEqual({
      links: ['https://b.example/x_(y)', 'https://c.example/d?e=f', 'https://g.example'],
      images: ['https://i.example/i.png'],
    })
    expect(findLinks('javascript:alert(1) data:text/html,x file:///etc/passwd')).toEqual({ links: [], images: [] })
  })
})

describe('readOpenGraph', () => {
  it('takes what the head says, else title and description', () => {
    const facts = readOpenGraph(
      '<head><title> A &amp;\n B </title><meta property="og:site_name" content="S\u202E"><meta name="description" content="D"></head><body><meta property="og:title" content="not this">',
    )
    expect(facts).toEqual({ siteName: 'S', title: 'A & B', description: 'D', image: null })
    expect(readOpenGraph('<meta property="og:title" content="<script>alert(1)</script>">').title).toBe('<script>alert(1)</script>')
  })
})

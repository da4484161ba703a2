import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Conversation, Plugin } from '../src/api.ts'
import { startForeignPlugin, type ForeignPlugin } from './foreign-plugin.ts'
import { toHostileTexts } from './hostile-texts.ts'
import { hasBrowser, openPage, type Visitor } from './page.ts'
import { password, type Person } from './person.ts'
import { startScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

const touchAll = `
  for (const details of document.querySelectorAll('details')) details.open = true
  for (const element of document.querySelectorAll('main [tabindex], main a')) element.focus()`

const describePage = `({
  place: location.origin,
  handlers: [...document.querySelectorAll('main *')].filter(({ attributes }) => [...attributes].some(({ name }) => name.startsWith('on'))).length,
  links: [...document.querySelectorAll('main a')].map(({ protocol }) => protocol).filter((protocol) => !/^https?:$/.test(protocol)),
  frames: document.querySelectorAll('main :is(iframe, object, embed, script, form[action])').length,
})`

describe.skipIf(!hasBrowser)('hostile texts in a browser (skipped where chromium is not installed)', () => {
  let evil: Server
  let evilUrl: string
  let told = 0
  let model: ScriptedModel
  let foreign: ForeignPlugin
  let started: TestConsole
  let ada: Person
  let visitor: Visitor
  let texts: string[]
  const dialogs: string[] = []

  beforeAll(async () => {
    evil = createServer((_request, response) => {
      told += 1
      response.end()
    })
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
    evilUrl = `http://evil.localhost:${(evil.address() as { port: number }).port}`
    texts = toHostileTexts(evilUrl)
    model = await startScriptedModel()
    foreign = await startForeignPlugin()
    started = await startTestConsole({ MODEL: 'scripted', MODEL_BASE_URL: model.url, PLUGINS: 'hello' }, { hasPage: true })
    ada = await started.person('ada@example.com')
    visitor = await openPage(started.port)
    visitor.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await signIn(visitor, started.port)
  })
  afterAll(async () => {
    await visitor?.[Symbol.asyncDispose]()
    await started?.[Symbol.asyncDispose]()
    await foreign?.[Symbol.asyncDispose]()
    await model?.[Symbol.asyncDispose]()
    evil?.closeAllConnections()
    evil?.close()
  })

  /** Opens a view, unfolds and touches everything in it, and says what came of it. */
  const look = async (path: string, act?: () => Promise<unknown>) => {
    const { page } = visitor
    visitor.foreignRequests.length = 0
    await page.goto(`${ada.origin}${path}`)
    await act?.()
    await page.locator('main:not([aria-busy=true])').waitFor()
    await page.waitForLoadState('networkidle')
    await page.evaluate(touchAll)
    const found = (await page.evaluate(describePage)) as object
    return { ...found, requests: visitor.foreignRequests.filter((url) => !url.startsWith(ada.origin)), dialogs, told }
  }
  const nothing = () => ({ place: ada.origin, handlers: 0, links: [], frames: 0, requests: [], dialogs: [], told: 0 })

  it('are only text in what a model says, and in names of conversations', async () => {
    const conversation = await ada.converse()
    for (const text of texts) {
      model.play({ text })
      // A person's own message has no U+0000: that is refused.
      await ada.say(conversation, text.replaceAll('\0', ''))
    }
    await ada.send('PATCH', `/api/conversations/${conversation.id}`, { title: texts[0] })
    expect(await look(`/c/${conversation.id}`)).toEqual(nothing())
    expect(await visitor.page.locator('.message.assistant').count()).toBe(texts.length)
  })

  it('are only text in what plugins answer', async () => {
    foreign.change({})
    const { id } = (await ada.send('POST', '/api/plugins', { address: foreign.address })).json as Plugin
    await ada.send('POST', `/api/plugins/${id}/install`, {})
    const conversation = (await ada.send('POST', '/api/conversations', { pluginIds: [id] })).json as Conversation
    for (const text of texts) {
      foreign.on('/todos', (_request, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ todos: [text], url: text })),
      )
      model.play({ calls: [{ name: 'todo__getTodos', arguments: '{}' }] }, { text: `It says ${text}` })
      await ada.say(conversation, 'what is to be done?')
    }
    expect(await look(`/c/${conversation.id}`)).toEqual(nothing())
    expect(await visitor.page.locator('.call pre', { hasText: 'onerror' }).count()).toBeGreaterThan(10)
  })

  it('are only text in manifests and documents, and in what is found in them', async () => {
    const { page } = visitor
    for (let from = 0; from < texts.length; from += 8) {
      const [one = '', two = '', ...more] = texts.slice(from, from + 8)
      const paths = Object.fromEntries(
        more.map((text, index) => [
          `/p${index}`,
          { get: { operationId: index % 2 ? text : `get${index}`, summary: text, description: text } },
        ]),
      )
      foreign.change(
        {
          name_for_human: one,
          description_for_human: two,
          description_for_model: one,
          logo_url: `${evilUrl}/logo.png`,
          legal_info_url: two,
        },
        paths,
      )
      const readIt = async () => {
        await page.getByRole('textbox', { name: 'Address' }).fill(foreign.address)
        await page.getByRole('button', { name: 'Check it' }).click()
        await page.getByRole('heading', { name: 'Findings' }).waitFor()
      }
      expect(await look('/develop', readIt)).toEqual(nothing())
    }
  })
})

async function signIn({ page }: Visitor, port: number): Promise<void> {
  await page.goto(`http://console.localhost:${port}/`)
  await page
    .getByRole('link', { name: /sign in/i })
    .first()
    .click()
  await page.fill('#email', 'ada@example.com')
  await page.fill('#password', password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'What can I do for you?' }).waitFor()
}

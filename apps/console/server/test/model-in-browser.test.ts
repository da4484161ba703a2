import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, makeAccount, openPage, type Visitor } from './page.ts'
import { startScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

describe.skipIf(!hasBrowser)('a model in a browser (skipped where chromium is not installed)', () => {
  let model: ScriptedModel
  let started: TestConsole
  let ada: Visitor

  beforeAll(async () => {
    model = await startScriptedModel()
    started = await startTestConsole({ MODEL: 'scripted', MODEL_BASE_URL: model.url, PLUGINS: 'hello' }, { hasPage: true })
    ada = await openPage(started.port)
    await ada.page.goto(`http://console.localhost:${started.port}/`)
    await makeAccount(ada, 'ada@example.com')
    await ada.page.getByRole('button', { name: 'Install Hello' }).click()
    await ada.page.locator('summary', { hasText: 'Hello' }).waitFor()
  })
  afterAll(async () => {
    await ada?.[Symbol.asyncDispose]()
    await started?.[Symbol.asyncDispose]()
    await model?.[Symbol.asyncDispose]()
  })

  const told = (text: string) => ada.answer().locator('.markdown', { hasText: text }).last().waitFor()
  const ended = () => ada.answer().getByRole('button', { name: 'Try again' }).waitFor()

  it('calls several actions at once, and tells what came of them', async () => {
    const call = (name: string) => ({ name: 'hello__sayHello', arguments: JSON.stringify({ name }) })
    model.play({ text: 'One moment.', calls: [call('Ada'), call('Alan')] }, { text: 'Both were **greeted**.' })
    await ada.say('greet Ada and Alan')
    await told('Both were greeted.')
    expect(await ada.answer().locator('.call', { hasText: 'sayHello' }).count()).toBe(2)
    expect(await ada.answer().locator('.markdown strong').innerText()).toBe('greeted')
  })

  it('can be stopped while it says nothing, and asked again', async () => {
    model.play({ silent: true })
    await ada.say('are you there?')
    await told('Let me')
    await ada.page.getByRole('button', { name: 'Stop' }).click()
    await ada.answer().getByText('Stopped.').waitFor()
    model.play({ text: 'I am here now.' })
    await ada.answer().getByRole('button', { name: 'Try again' }).click()
    await told('I am here now.')
    await ada.page.getByText('2 of 2').waitFor()
  })

  it.each([
    ['fails', { status: 500 }, /./],
    ['refuses', { refusal: 'I will not do that.' }, /I will not do that/],
    [
      'calls with arguments that are no JSON',
      { calls: [{ name: 'hello__sayHello', arguments: '{"name":' }] },
      /not a JSON object|not JSON/,
    ],
  ])('that %s ends in words, and the next message works', async (_what, step, words) => {
    model.play(step, { text: 'Let us go on.' })
    await ada.say('and now?')
    await ended()
    expect(await ada.answer().innerText()).toMatch(words)
    model.play({ text: 'All is well.' })
    await ada.say('how is it?')
    await told('All is well.')
  })

  it('that never comes to an end is stopped, and the person is told', async () => {
    model.play({ calls: [{ name: 'hello__sayHello', arguments: '{"name":"Ada"}' }] })
    await ada.say('greet for ever')
    await ada.answer().locator('.notice, .problem').first().waitFor({ timeout: 30_000 })
    await ended()
  })

  it('branches when a message is edited', async () => {
    model.play({ text: 'Blue.' })
    await ada.say('what colour is it?')
    await told('Blue.')
    model.play({ text: 'Green.' })
    await ada.page.locator('.message.user').last().getByRole('button', { name: 'Edit' }).click()
    await ada.page.getByRole('textbox', { name: 'Your message' }).fill('what colour is it today?')
    await ada.page.locator('.editing').getByRole('button', { name: 'Send' }).click()
    await told('Green.')
    await ada.page.getByRole('button', { name: 'Version before' }).last().click()
    await told('Blue.')
  })

  it('leaves nothing in the browser’s log', () => expect(ada.complaints).toEqual([]))
})

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AssistantMessage, Call, Plugin, Question } from '../src/api.ts'
import type { Person } from './person.ts'
import { startScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

let model: ScriptedModel
let started: TestConsole
let ada: Person
let plugins: Plugin[]

beforeAll(async () => {
  model = await startScriptedModel()
  const environment = { MODEL: 'scripted', MODEL_BASE_URL: model.url, PLUGINS: 'bank' }
  started = await startTestConsole(environment, { pluginsFolder: join(import.meta.dirname, 'fixtures/plugins') })
  ada = await started.person('ada@example.com')
  plugins = await ada.install('bank')
})
afterAll(async () => {
  await started[Symbol.asyncDispose]()
  await model[Symbol.asyncDispose]()
})

const cards = ({ parts }: AssistantMessage): Call[] => parts.flatMap((part) => (part.type === 'call' ? [part.call] : []))
const transfer = async (onQuestion: (call: Call) => unknown) => {
  model.play(
    { calls: [{ name: 'bank__transfer', arguments: '{"to":"Bob","euros":5,"confirmationId":"11111111-1111-4111-8111-111111111111"}' }] },
    { text: 'Done.' },
  )
  return ada.say(await ada.converse(plugins), 'give Bob 5 euros', { onQuestion })
}

describe('an action of this Patchbay that asks', () => {
  it('is asked once, with what the platform knows, and done once the person agrees', async () => {
    const questions: Question[] = []
    const answer = await transfer((call) => (questions.push(call.question!), { decision: 'allow' }))
    expect(questions).toMatchObject([
      {
        type: 'confirmation',
        from: 'plugin',
        text: 'Give Bob 5 EUR?',
        arguments: { to: 'Bob', euros: 5 },
        isEditable: false,
        mayAlwaysAllow: false,
        isDestructive: false,
        expiresAt: expect.stringMatching(/^\d{4}-/),
      },
    ])
    expect(cards(answer)).toMatchObject([{ status: 'done', response: { status: 200, body: '{"done":"ada@example.com gave Bob 5 EUR"}' } }])
    const [line] = await started.audit.list({ event: 'confirmation.approved' })
    expect(line).toMatchObject({ plugin: 'bank', details: { action: 'transfer', in: 'console' } })
  })

  it('is not done when the person does not', async () => {
    const answer = await transfer(() => ({ decision: 'deny' }))
    expect(cards(answer)).toMatchObject([{ status: 'denied', response: { status: 202 } }])
    expect(await started.audit.list({ event: 'confirmation.refused' })).toHaveLength(1)
    expect(model.requests.at(-1)!.messages.at(-1)!.content).toContain('The person said no')
  })
})

describe('an action of this Patchbay that runs in the background', () => {
  it('has a card that ends with its result', async () => {
    model.play({ calls: [{ name: 'bank__audit', arguments: '{}' }] }, { text: 'All right.' })
    const answer = await ada.say(await ada.converse(plugins), 'look at the books', { onQuestion: () => ({ decision: 'allow' }) })
    expect(cards(answer)).toMatchObject([{ status: 'done', job: { state: 'done', result: '{"done":"All books are right."}' } }])
    expect(model.requests.at(-1)!.messages.at(-1)!.content).toContain('All books are right.')
  })
})

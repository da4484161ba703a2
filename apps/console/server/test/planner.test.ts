import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AssistantMessage, Call, Part, Plugin } from '../src/api.ts'
import type { Person } from './person.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

let started: TestConsole
let ada: Person
let plugins: Plugin[]

beforeAll(async () => {
  started = await startTestConsole({ PLUGINS: 'flights,notes' })
  ada = await started.person('ada@example.com')
  plugins = await ada.install('flights', 'notes')
})
afterAll(() => started[Symbol.asyncDispose]())

const cards = ({ parts }: AssistantMessage): Call[] => parts.flatMap((part) => (part.type === 'call' ? [part.call] : []))
const texts = ({ parts }: { parts: Part[] }) => parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('')

describe('without a model, the built-in planner', () => {
  it('says that it is no language model', () => {
    expect(ada.session.model).toEqual({ kind: 'planner', name: 'Built-in planner', host: null, window: 32_768 })
  })

  it('turns a sentence into a call, and its answer into a list', async () => {
    const answer = await ada.say(await ada.converse(plugins), 'Find flights from Paris to New York on 14 May 2027')
    expect(answer).toMatchObject({ isPlanner: true, model: 'Built-in planner', status: 'done' })
    expect(cards(answer)).toMatchObject([
      { action: 'searchFlights', status: 'done', arguments: { from: 'Paris', to: 'New York', date: '2027-05-14' } },
    ])
    expect(texts(answer)).toContain(`http://flights.localhost:${started.port}/o/`)
  })

  it('asks before it saves a note, and finds it again', async () => {
    const conversation = await ada.converse(plugins)
    const saved = await ada.say(conversation, 'note that the wifi password is swordfish', { onQuestion: () => ({ decision: 'allow' }) })
    expect(cards(saved)).toMatchObject([
      { action: 'createNote', status: 'done', arguments: { text: expect.stringContaining('swordfish') } },
    ])
    const refused = await ada.say(conversation, 'remember that Ada likes oat milk', { onQuestion: () => ({ decision: 'deny' }) })
    expect(texts(refused)).toContain('nothing was done')
    const found = await ada.say(conversation, 'search my notes for wifi')
    expect(texts(found)).toContain('swordfish')
  })

  it('asks for what is missing, and goes on with the answer', async () => {
    const conversation = await ada.converse(plugins.slice(0, 1))
    const asked = await ada.say(conversation, 'flights from Paris to New York')
    const [part] = asked.parts
    expect(part).toMatchObject({
      type: 'candidates',
      candidates: expect.arrayContaining([expect.objectContaining({ action: 'searchFlights', missing: ['date'] })]),
    })
    const answer = await ada.say(conversation, 'on 14 May 2027')
    expect(cards(answer)).toMatchObject([{ action: 'searchFlights', status: 'done' }])
  })

  it('takes what was asked for, and asks until all is there', async () => {
    const conversation = await ada.converse(plugins.slice(0, 1))
    const choice = { pluginId: plugins[0]!.id, action: 'searchFlights', arguments: { to: 'Lisbon' } }
    const asked = await ada.say(conversation, 'to Lisbon', { body: { choice } })
    expect(asked.parts).toMatchObject([{ type: 'candidates', candidates: [{ missing: ['from', 'date'] }] }])
    const again = await ada.say(conversation, 'on 14 May 2027')
    expect(again.parts).toMatchObject([{ type: 'candidates', candidates: [{ missing: ['from'] }] }])
    const answer = await ada.say(conversation, 'Berlin')
    expect(cards(answer)).toMatchObject([{ arguments: { from: 'Berlin', to: 'Lisbon', date: '2027-05-14' }, status: 'done' }])
    const hamburg = await ada.say(conversation, 'and from Hamburg?')
    expect(cards(hamburg)).toMatchObject([{ arguments: { from: 'Hamburg', to: 'Lisbon', date: '2027-05-14' }, status: 'done' }])
  })

  it('says what it can do to somebody who does not know, or whom it does not understand', async () => {
    const conversation = await ada.converse(plugins)
    for (const sentence of ['hello', 'Hi there!', 'are you a bot?', 'What can you do?', 'xyzzy']) {
      const answer = await ada.say(conversation, sentence)
      expect(texts(answer)).toContain('Say for example:')
      expect(texts(answer)).toContain('flights from')
    }
  })

  it('does nothing when the person does not go on, or wants something else', async () => {
    const conversation = await ada.converse(plugins)
    await ada.say(conversation, 'flights from Paris to New York')
    const dropped = await ada.say(conversation, 'never mind')
    expect(dropped.parts).toEqual([{ type: 'text', text: 'All right, nothing was done.' }])
    await ada.say(conversation, 'flights from Paris to New York')
    expect(cards(await ada.say(conversation, 'list my notes'))).toMatchObject([{ action: 'listNotes', status: 'done' }])
  })

  it('leaves a question that is not answered for what is said instead', async () => {
    const conversation = await ada.converse(plugins)
    await ada.say(conversation, 'flights from Paris to New York')
    const unclear = await ada.say(conversation, 'xyzzy')
    expect(
      texts({ parts: unclear.parts.map((part) => (part.type === 'candidates' ? { type: 'text', text: part.text } : part)) }),
    ).toContain('never mind')
    const other = await ada.say(conversation, 'what is in my notes about wifi?')
    expect(JSON.stringify(other.parts)).toContain('searchNotes')
  })

  it('cancels what was done when that is meant, and nothing when it is only a no', async () => {
    const conversation = await ada.converse(plugins)
    await ada.say(conversation, 'note that the plants need water', { onQuestion: () => ({ decision: 'allow' }) })
    const no = await ada.say(conversation, 'no thanks')
    expect(cards(no)).toEqual([])
    const asked = await ada.say(conversation, 'delete it', { onQuestion: () => ({ decision: 'allow' }) })
    expect(cards(asked)).toMatchObject([{ action: 'deleteNote', status: 'done' }])
  })

  it('takes no command for an answer, and adds to a note without losing what it said', async () => {
    const conversation = await ada.converse(plugins.slice(1))
    const allow = { onQuestion: () => ({ decision: 'allow' as const }) }
    await ada.say(conversation, 'note that the dentist is on Main Street', allow)
    const changed = await ada.say(conversation, 'change it to “the dentist is on Park Street”', allow)
    expect(cards(changed)).toMatchObject([{ action: 'updateNote', arguments: { text: 'The dentist is on Park Street' } }])
    const asked = await ada.say(conversation, 'change it')
    expect(asked.parts).toMatchObject([{ type: 'candidates', candidates: [{ action: 'updateNote', missing: ['text'] }] }])
    const added = await ada.say(conversation, 'add to the dentist note that parking is behind the house', allow)
    expect(cards(added)).toMatchObject([
      { action: 'updateNote', arguments: { text: 'The dentist is on Park Street\nparking is behind the house' } },
    ])
  })

  it('says what it cannot undo, and that there is no list yet', async () => {
    const conversation = await ada.converse(plugins)
    expect(texts(await ada.say(conversation, 'no, undo that'))).toContain('cannot undo')
    expect(texts(await ada.say(conversation, 'are you sure?'))).toContain('not a language model')
    const [part] = (await ada.say(conversation, 'when does the first one land?')).parts
    expect(part).toMatchObject({ type: 'candidates', text: expect.stringContaining('no list yet') })
  })

  it('repeats what was refused with what was meant', async () => {
    const conversation = await ada.converse(plugins.slice(0, 1))
    await ada.say(conversation, 'flights from Paris to New York on 14 May 2027')
    const deny = { onQuestion: () => ({ decision: 'deny' as const }) }
    await ada.say(conversation, 'book the first one for Tom Hager', deny)
    const meant = await ada.say(conversation, 'sorry, I meant for Nina Hager', deny)
    expect(cards(meant)).toMatchObject([{ action: 'bookFlight', arguments: { passengers: [{ givenName: 'Nina', familyName: 'Hager' }] } }])
  })

  it('does what the person chooses of its candidates', async () => {
    const choice = { pluginId: plugins[1]!.id, action: 'listNotes', arguments: {} }
    const answer = await ada.say(await ada.converse(plugins), 'my notes', { body: { choice } })
    expect(cards(answer)).toMatchObject([{ action: 'listNotes', status: 'done' }])
  })

  it('is measured with the sentences of a plugin’s document, or one’s own', async () => {
    const path = `/api/plugins/${plugins[1]!.id}/tests`
    const { tests, isOwn, openings } = (await ada.get(path)).json
    expect(isOwn).toBe(false)
    expect(openings).toContain(tests.find(({ action }: { action: string }) => action === 'listNotes').say)
    expect(openings).not.toContain(tests.find(({ action }: { action: string }) => action === 'getNote').say)
    expect(tests.length).toBeGreaterThan(10)
    const report = (await ada.send('POST', `${path}/run`)).json
    expect(report.first).toBeGreaterThan(0.5)
    expect(report.results).toHaveLength(tests.length)
    const own = [
      { say: 'show me my notes', action: 'listNotes' },
      { say: 'show me my notes', action: 'deleteNote' },
    ]
    expect((await ada.send('PUT', path, { tests: own })).json).toMatchObject({ tests: own, isOwn: true })
    expect((await ada.send('POST', `${path}/run`)).json).toMatchObject({
      model: 'Built-in planner',
      first: 0.5,
      actions: [
        { action: 'listNotes', tests: 1, right: 1, confusedWith: [] },
        { action: 'deleteNote', tests: 1, right: 0, confusedWith: [{ action: 'listNotes', times: 1 }] },
      ],
    })
  })

  it('says the same again in a new conversation', async () => {
    const conversation = await ada.converse(plugins)
    await ada.say(conversation, 'list my notes')
    const again = (await ada.send('POST', `/api/conversations/${conversation.id}/replay`)).json
    const answer = await ada.follow({ runId: again.runId, messages: [] })
    expect(cards(answer)).toMatchObject([{ action: 'listNotes' }])
    expect(again.id).not.toBe(conversation.id)
  })
})

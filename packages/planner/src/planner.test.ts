import { describe, expect, it } from 'vitest'
import { createPlanner } from './planner.ts'
import type { PlannerTool, Turn } from './tool.ts'

const now = new Date(2027, 0, 6, 9)
const text = { type: 'string' } as const

const searchFlights: PlannerTool = {
  plugin: 'flights',
  name: 'searchFlights',
  description: 'Find flights between two places on a date, with prices.',
  effect: 'read',
  examples: [
    { say: 'flights from Paris to New York on 14 May 2027', input: { from: 'Paris', to: 'New York', date: '2027-05-14' } },
    { say: 'cheapest way from Berlin to Bali on 1 March', input: { from: 'BER', to: 'DPS', date: '2027-03-01', sort: 'price' } },
    {
      say: 'London to Tokyo tomorrow, two people, business',
      input: { from: 'London', to: 'Tokyo', date: '2027-01-07', passengers: 2, cabin: 'business' },
    },
  ],
  parameters: {
    type: 'object',
    required: ['from', 'to', 'date'],
    properties: {
      from: text,
      to: text,
      date: { type: 'string', format: 'date' },
      returnDate: { type: 'string', format: 'date' },
      passengers: { type: 'integer', minimum: 1, maximum: 9, default: 1 },
      cabin: { type: 'string', enum: ['economy', 'business', 'first'], default: 'economy' },
      sort: { type: 'string', enum: ['best', 'price'], default: 'best' },
    },
  },
}

const getOffer: PlannerTool = {
  plugin: 'flights',
  name: 'getOffer',
  description: 'One offer with all it says.',
  effect: 'read',
  examples: [{ say: 'tell me more about this offer', input: {} }],
  parameters: { type: 'object', required: ['id'], properties: { id: text } },
}

const bookFlight: PlannerTool = {
  plugin: 'flights',
  name: 'bookFlight',
  description: 'Book an offer of searchFlights for named passengers.',
  effect: 'write',
  examples: [{ say: 'book the Air France flight for Ada Lovelace', input: {} }],
  parameters: {
    type: 'object',
    required: ['offerId', 'passengers', 'expectedPrice'],
    properties: {
      offerId: text,
      passengers: { type: 'array', items: { type: 'object', properties: { givenName: text, familyName: text } } },
      expectedPrice: { type: 'object', properties: { amount: { type: 'integer' }, currency: text } },
    },
  },
}

/** A price first, then an order of it: what a shop does. */
const shop: PlannerTool[] = [
  {
    plugin: 'shop',
    name: 'quoteOrder',
    description: 'Price a basket before it is ordered.',
    effect: 'read',
    examples: [{ say: 'what would two shirts cost?', input: {} }],
    parameters: { type: 'object', required: ['items'], properties: { items: { type: 'array', items: { type: 'string' } } } },
  },
  {
    plugin: 'shop',
    name: 'placeOrder',
    description: 'Order what quoteOrder priced, or items of a shelf.',
    effect: 'write',
    examples: [{ say: 'order it to my office', input: {} }],
    parameters: {
      type: 'object',
      required: ['contact', 'address'],
      properties: {
        quoteId: text,
        shelfId: { ...text, description: 'Without a quoteId.' },
        expectedTotal: { type: 'integer', description: 'In minor units.' },
        tip: { type: 'integer', description: 'In minor units.' },
        contact: {
          type: 'object',
          required: ['name', 'phone'],
          properties: { name: text, phone: text },
          description: 'Whom to ask for.',
        },
        address: { type: 'object', required: ['street', 'postcode'], properties: { street: text, postcode: text } },
      },
    },
  },
  {
    plugin: 'shop',
    name: 'listOrders',
    description: 'The orders of this person, the newest first.',
    effect: 'read',
    examples: [{ say: 'what have I bought?', input: {} }],
    parameters: { type: 'object', properties: {} },
  },
  {
    plugin: 'shop',
    name: 'getOrder',
    description: 'One order with its state.',
    effect: 'read',
    examples: [{ say: 'where is my order?', input: {} }],
    parameters: { type: 'object', required: ['id'], properties: { id: text } },
  },
]

/** Of a foreign plugin: nothing but its OpenAPI document. */
const todos: PlannerTool[] = [
  {
    plugin: 'todo',
    name: 'getTodos',
    description: 'Get the list of todos',
    effect: 'read',
    examples: [],
    parameters: { type: 'object', properties: {} },
  },
  {
    plugin: 'todo',
    name: 'addTodo',
    description: 'Add a todo to the list',
    effect: 'write',
    examples: [],
    parameters: { type: 'object', required: ['text'], properties: { text } },
  },
  {
    plugin: 'todo',
    name: 'deleteTodo',
    description: 'Delete a todo from the list',
    effect: 'destructive',
    examples: [],
    parameters: { type: 'object', required: ['todo_id'], properties: { todo_id: { type: 'integer' } } },
  },
]

/** Notes that are told apart by what they say. */
const notes: PlannerTool[] = (['listNotes', 'getNote', 'shareNote', 'deleteNote'] as const).map((name) => {
  const [verb] = name.split('N') as ['list' | 'get' | 'share' | 'delete']
  const effect = { list: 'read', get: 'read', share: 'write', delete: 'destructive' } as const
  const takesId = verb !== 'list'
  return {
    plugin: 'notes',
    name,
    description: takesId ? `${verb} a note` : 'The notes of this person',
    effect: effect[verb],
    examples: [],
    parameters: { type: 'object', ...(takesId && { required: ['id'] }), properties: takesId ? { id: text } : {} },
  }
})

const updateNote: PlannerTool = {
  plugin: 'notes',
  name: 'updateNote',
  description: 'Replace the text of a note. To add to a note, send the old and the new text.',
  effect: 'write',
  examples: [{ say: 'add milk to my shopping list', input: {} }],
  parameters: { type: 'object', required: ['id', 'text'], properties: { id: text, text } },
}

/** Of a foreign plugin, whose lists belong to somebody. */
const lists: PlannerTool[] = [
  { ...todos[0]!, parameters: { type: 'object', required: ['username'], properties: { username: text } } },
  { ...todos[1]!, parameters: { type: 'object', required: ['username', 'todo'], properties: { username: text, todo: text } } },
  {
    ...todos[2]!,
    parameters: { type: 'object', required: ['username', 'todo_idx'], properties: { username: text, todo_idx: { type: 'integer' } } },
  },
]

const planner = createPlanner([searchFlights, bookFlight])
const best = (sentence: string, turns: Turn[] = []) => planner.plan(sentence, { now, turns }).candidates[0]!

/** The tool of a plugin with so many actions that most are not looked at. */
const many = Array.from({ length: 400 }, (_, number): PlannerTool => ({ ...todos[0]!, name: `getThing${number}` }))

describe('the planner', () => {
  it('finds the action and its arguments', () => {
    const { candidates, isSure } = planner.plan('I need flights from Madrid to Rome on 12 June, 3 people in business', { now })
    expect(isSure).toBe(true)
    expect(candidates[0]).toMatchObject({
      tool: { name: 'searchFlights' },
      input: { from: 'Madrid', to: 'Rome', date: '2027-06-12', passengers: 3, cabin: 'business' },
      missing: [],
    })
  })

  it('takes relative days from the day it is told', () => {
    expect(best('Vienna to Oslo tomorrow').input).toEqual({ from: 'Vienna', to: 'Oslo', date: '2027-01-07' })
    expect(best('Dublin to Malta, 8 to 15 August').input).toMatchObject({ date: '2027-08-08', returnDate: '2027-08-15' })
  })

  it('learns from examples what a word means that names no value', () => {
    expect(best('the cheapest flights from Zurich to Athens on 2 May').input).toMatchObject({ sort: 'price' })
  })

  it('takes no value from a word that an example only happens to hold', () => {
    expect(best('flights from London to Tokyo on 3 March').input).toEqual({ from: 'London', to: 'Tokyo', date: '2027-03-03' })
  })

  it('says what is missing instead of inventing it', () => {
    const { input, missing } = best('find flights to Rome')
    expect(input).toEqual({ to: 'Rome' })
    expect(missing.map(({ name }) => name)).toEqual(['from', 'date'])
    expect(missing[0]!.question).toBe('What is the from?')
  })

  it('knows what “the second one” is, and copies the price that was agreed', () => {
    const offers = [
      { id: 'A1', airline: 'Lufthansa', price: { amount: 23_100, currency: 'EUR' } },
      { id: 'B2', airline: 'Air France', price: { amount: 19_900, currency: 'EUR' } },
    ]
    const turns = [{ plugin: 'flights', tool: 'searchFlights', input: {}, result: { offers } }]
    const expected = {
      passengers: [{ givenName: 'Ada', familyName: 'Lovelace' }],
      offerId: 'B2',
      expectedPrice: { amount: 19_900, currency: 'EUR' },
    }
    expect(best('book the second one for Ada Lovelace', turns).input).toEqual(expected)
    expect(best('book the Air France flight for Ada Lovelace', turns).input).toEqual(expected)
    expect(best('book the cheapest one for Ada Lovelace', turns).input).toEqual(expected)
    expect(best('book the Lufthansa flight for Ada Lovelace and Alan Turing', turns).input).toMatchObject({
      offerId: 'A1',
      passengers: [{ familyName: 'Lovelace' }, { familyName: 'Turing' }],
    })
  })

  it('takes no thing of a list when it is not said which', () => {
    const turns = [{ plugin: 'flights', tool: 'searchFlights', input: {}, result: { offers: [{ id: 'A1' }, { id: 'B2' }] } }]
    const { input, missing } = best('book a flight for Ada Lovelace', turns)
    expect(input).not.toHaveProperty('offerId')
    expect(missing.map(({ name }) => name)).toContain('offerId')
  })

  it('takes an id that was there before as it was said, and a place in a list without a noun', () => {
    const offers = ['Y1-DY5319OSL', 'Y1-EW5319OSL'].map((id) => ({ id, price: { amount: 100, currency: 'EUR' } }))
    const turns = [{ plugin: 'flights', tool: 'searchFlights', input: {}, result: { offers } }]
    expect(best('book Y1-EW5319OSL for Ada Lovelace', turns).input).toMatchObject({ offerId: 'Y1-EW5319OSL' })
    expect(best('reserve the second for Ada Lovelace', turns).input).toMatchObject({ offerId: 'Y1-EW5319OSL' })
    expect(best('book it for Ada Lovelace', turns).missing.map(({ name }) => name)).toEqual(['offerId'])
  })

  it('changes one thing of the call before when it is told what else', () => {
    const input = { from: 'Berlin', to: 'Lisbon', date: '2027-01-07' }
    const turns = [{ plugin: 'flights', tool: 'searchFlights', input, result: { offers: [{ id: 'A1' }, { id: 'B2' }] } }]
    expect(best('and from Hamburg?', turns)).toMatchObject({ tool: { name: 'searchFlights' }, input: { ...input, from: 'Hamburg' } })
    expect(best('what about 9 January?', turns).input).toEqual({ ...input, date: '2027-01-09' })
  })

  describe('after a list of offers', () => {
    const input = { from: 'Berlin', to: 'Lisbon', date: '2027-01-09' }
    const offers = [9000, 8000, 10_000].map((amount) => ({ id: `offer-${amount}`, price: { amount, currency: 'EUR' } }))
    const found: Turn = { plugin: 'flights', tool: 'searchFlights', input, result: { offers } }
    const both = createPlanner([searchFlights, getOffer, bookFlight, ...shop, ...notes])
    const plan = (sentence: string) => both.plan(sentence, { now, turns: [found] })

    it.each([
      ['from hamburg instead', { from: 'hamburg' }],
      ['to Porto', { to: 'Porto' }],
      ['for two people', { passengers: 2 }],
      ['only business', { cabin: 'business' }],
      ['make it on 11 January', { date: '2027-01-11' }],
      ['anything on Sunday?', { date: '2027-01-10' }],
    ])('“%s” changes the search', (sentence, changed) => {
      expect(plan(sentence)).toMatchObject({ isSure: true, candidates: [{ tool: searchFlights, input: { ...input, ...changed } }, {}, {}] })
    })

    it('a time alone names no day', () => {
      expect(plan('flights from Berlin to Lisbon at 5pm').candidates[0]).toMatchObject({ tool: searchFlights, missing: [{ name: 'date' }] })
    })

    it.each(['what’s the cheapest?', 'which one is the cheapest', 'show me the cheapest one'])('“%s” is one of them', (sentence) => {
      expect(plan(sentence)).toMatchObject({ isSure: true, candidates: [{ tool: getOffer, input: { id: 'offer-8000' } }, {}, {}] })
    })

    it.each([
      ['what is the cheapest way from Paris to Rome on 3 March', 'searchFlights'],
      ['for two shirts, what would it cost?', 'quoteOrder'],
    ])('“%s” is something new', (sentence, name) => {
      const [first] = plan(sentence).candidates
      expect(first!.tool.name).toBe(name)
      expect(first!.input).not.toMatchObject({ from: 'Berlin' })
    })
  })

  it('takes the place after a verb in small letters, too', () => {
    expect(best('i need to get from munich to paris on 12 june').input).toEqual({ from: 'munich', to: 'paris', date: '2027-06-12' })
    expect(best('i want to fly to paris from munich on 12 june').input).toEqual({ from: 'munich', to: 'paris', date: '2027-06-12' })
  })

  it('reads over slips of the keyboard, and leaves names as they are', () => {
    expect(best('flihgts from Oslo to Faro tommorow').input).toEqual({ from: 'Oslo', to: 'Faro', date: '2027-01-07' })
    expect(best('flights from Oslo to Tokoy tomorrow').input).toMatchObject({ to: 'Tokoy' })
  })

  it('completes a call with what it asked for', () => {
    const known = { tool: searchFlights, input: { from: 'Berlin', to: 'Lisbon' } }
    expect(planner.complete(known, 'tomorrow', { now })).toMatchObject({ input: { ...known.input, date: '2027-01-07' }, missing: [] })
    const unknown = { tool: searchFlights, input: { to: 'Lisbon', date: '2027-01-07' } }
    expect(planner.complete(unknown, 'Berlin, please', { now })).toMatchObject({ input: { from: 'Berlin' }, missing: [] })
    expect(planner.complete(unknown, '', { now }).missing).toMatchObject([{ name: 'from' }])
  })

  it('changes the thing of a call that waits when another place in the list is said', () => {
    const offers = [100, 200].map((amount) => ({ id: `offer-${amount}`, price: { amount, currency: 'EUR' } }))
    const turns = [{ plugin: 'flights', tool: 'searchFlights', input: {}, result: { offers } }]
    const known = { tool: bookFlight, input: { offerId: 'offer-100', expectedPrice: { amount: 100, currency: 'EUR' } } }
    expect(planner.complete(known, 'the second one for Ada Lovelace', { now, turns }).input).toMatchObject({
      offerId: 'offer-200',
      expectedPrice: { amount: 200 },
    })
    expect(planner.complete(known, 'Ada Lovelace', { now, turns }).input).toMatchObject(known.input)
  })

  it('works with plugins that have no examples', () => {
    const foreign = createPlanner(todos)
    const name = (sentence: string) => foreign.plan(sentence, { now }).candidates[0]!.tool.name
    expect(name('what is on my list of todos?')).toBe('getTodos')
    expect(name('add buy milk to my list')).toBe('addTodo')
    expect(name('remove the first todo')).toBe('deleteTodo')
  })

  it('takes what is dictated whole, quotes and all', () => {
    const foreign = createPlanner(todos)
    const input = (sentence: string) => foreign.plan(sentence, { now }).candidates.find(({ tool }) => tool.name === 'addTodo')?.input
    const long = `Call ${'the office and '.repeat(1000)}home`
    expect(input(`add a todo: ${long}`)).toEqual({ text: long })
    expect(input('add a todo: ask Ada for “Noise” and more')).toEqual({ text: 'Ask Ada for “Noise” and more' })
    expect(input('add “buy milk” to my todos')).toEqual({ text: 'buy milk' })
    expect(input('add buy milk to my list')).toEqual({ text: 'Buy milk' })
    expect(input('add drive to the office')).toEqual({ text: 'Drive to the office' })
  })

  it('takes an example for what its author says', () => {
    const [list, add, remove] = todos
    const odd = { ...remove!, examples: [{ say: 'add nothing more to my list of todos', input: {} }] }
    const plan = createPlanner([list!, add!, odd]).plan('Add nothing more to my list of todos!', { now })
    expect(plan).toMatchObject({ isSure: true, candidates: [{ tool: { name: 'deleteTodo' } }, {}, {}] })
  })

  it('takes documents of any size', () => {
    const description = 'List what is there. '.repeat(10_000)
    const properties = Object.fromEntries(Array.from({ length: 10_000 }, (_, number) => [`name${number}`, text]))
    const tools = [...todos, { ...todos[0]!, name: 'getAll', description, parameters: { type: 'object', properties } }, ...many]
    const turns = [{ plugin: 'todo', tool: 'getTodos', input: {}, result: { todos: Array.from({ length: 100_000 }, (_, id) => ({ id })) } }]
    expect(createPlanner(tools).plan('remove the first todo', { now, turns }).candidates[0]).toMatchObject({ tool: { name: 'deleteTodo' } })
  })

  it.each(['username:', 'add a todo: ', 'add to ', 'change it to '])('takes sentences of any size: “%s”', (begin) => {
    const started = performance.now()
    for (const filling of [' ', '\n', 'a ', ', and ', 'to ']) createPlanner(lists).plan(`${begin}${filling.repeat(20_000)}x`, { now })
    expect(performance.now() - started).toBeLessThan(3000)
  })

  it('is not sure of what fits nothing', () => {
    expect(createPlanner(todos).plan('xyzzy', { now })).toMatchObject({ isSure: false, isUnknown: true })
    expect(createPlanner(todos).plan('what is on my list of todos?', { now })).toMatchObject({ isSure: true, isUnknown: false })
  })

  it('gives the same answer each time', () => {
    const sentence = 'flights from Madrid to Rome on 12 June'
    expect(createPlanner([searchFlights, bookFlight]).plan(sentence, { now })).toEqual(planner.plan(sentence, { now }))
  })

  describe('with notes that are known', () => {
    const keeper = createPlanner(notes)
    const wifi: Turn = { plugin: 'notes', tool: 'createNote', input: {}, result: { id: 'n-1', text: 'The wifi password is swordfish' } }
    const bike: Turn = { plugin: 'notes', tool: 'createNote', input: {}, result: { id: 'n-2', text: 'The bike lock code is 4711' } }
    const plan = (sentence: string, ...turns: Turn[]) => keeper.plan(sentence, { now, turns })

    it.each([
      ['delete it', 'n-2'],
      ['delete the note', 'n-2'],
      ['delete the note about the wifi', 'n-1'],
      ['share my wifi note', 'n-1'],
      ['share the bike lock note', 'n-2'],
      ['delete the note about the dentist', undefined],
      ['share the shopping list', undefined],
    ])('takes “%s” for %s', (sentence, id) => {
      expect(plan(sentence, wifi, bike).candidates[0]!.input).toEqual(id === undefined ? {} : { id })
    })

    it('adds to the text that is there, and asks for it where it is not known', () => {
      const editor = createPlanner([...notes, updateNote])
      const listed: Turn = { ...wifi, tool: 'listNotes', result: { notes: [{ id: 'n-1', title: 'The wifi' }] } }
      const added = (turn: Turn) =>
        editor
          .plan('add “and the router is in the hall” to that note', { now, turns: [turn] })
          .candidates.find(({ tool }) => tool === updateNote)
      expect(added(wifi)).toMatchObject({
        input: { id: 'n-1', text: 'The wifi password is swordfish\nand the router is in the hall' },
      })
      expect(added(listed)).toMatchObject({ input: { id: 'n-1' }, missing: [{ name: 'text' }] })
    })

    it.each([
      ['change the note to “dentist on Friday”', 'dentist on Friday'],
      ['add to that note: the router is in the hall', 'The wifi password is swordfish\nthe router is in the hall'],
      ['add to the wifi note that it changes on Friday', 'The wifi password is swordfish\nit changes on Friday'],
      ['add something useful', undefined],
    ])('“%s” loses nothing by accident', (sentence, text) => {
      const { candidates } = createPlanner([...notes, updateNote]).plan(sentence, { now, turns: [wifi] })
      expect(candidates.find(({ tool }) => tool === updateNote)!.input['text']).toBe(text?.replace(/^d/, 'D'))
    })

    it('replaces no text of which only the begin is known, and takes no addition for the whole', () => {
      const editor = createPlanner([...notes, updateNote])
      for (const text of ['It begins so …', 'It is long. '.repeat(100)]) {
        const turns = [{ ...wifi, result: { id: 'n-1', text } }]
        const { candidates } = editor.plan('add “more” to that note', { now, turns })
        expect(candidates.find(({ tool }) => tool === updateNote)).toMatchObject({ input: { id: 'n-1' }, missing: [{ mustRead: true }] })
        expect(editor.complete({ tool: updateNote, input: { id: 'n-1' } }, 'add more', { now, turns }).input).toEqual({ id: 'n-1' })
      }
    })

    it('asks which note when it names one that is not the only one known', () => {
      const [best] = plan('delete the note about the bike lock', wifi).candidates
      expect(best).toMatchObject({
        tool: { name: 'deleteNote' },
        input: {},
        missing: [{ name: 'id', question: expect.stringContaining('Which note?') }],
      })
    })

    it('forgets what was deleted', () => {
      const gone: Turn = { plugin: 'notes', tool: 'deleteNote', input: { id: 'n-2' }, result: { deleted: true } }
      expect(plan('share the note', wifi, bike, gone).candidates[0]).toMatchObject({ tool: { name: 'shareNote' }, input: { id: 'n-1' } })
    })

    it.each(['is it shared?', 'was it deleted?', 'how do I delete it?'])('does nothing when it is asked “%s”', (sentence) => {
      const { candidates, isSure } = plan(sentence, wifi)
      expect(isSure && candidates[0]!.tool.effect !== 'read').toBe(false)
    })

    it('does what it is asked to do', () => {
      expect(plan('can you delete it?', wifi)).toMatchObject({
        isSure: true,
        candidates: [{ tool: { name: 'deleteNote' }, input: { id: 'n-1' } }, {}, {}],
      })
    })
  })

  describe('after a price', () => {
    const buyer = createPlanner(shop)
    const total = { amount: 1500, text: '€15.00' }
    const quoted: Turn = { plugin: 'shop', tool: 'quoteOrder', input: {}, result: { id: 'q_1', shelfId: 's1', total } }
    const ordered: Turn = { plugin: 'shop', tool: 'placeOrder', input: {}, result: { id: 'o_1', state: 'accepted' } }
    const plan = (sentence: string, ...turns: Turn[]) => buyer.plan(sentence, { now, turns }).candidates[0]!
    const where = { contact: { name: 'Ada Lovelace', phone: '+49 30 1234567' }, address: { street: 'Weserstraße 50', postcode: '12047' } }

    it.each(['yes please', 'ok, order it', 'go ahead'])('takes “%s” for the order, and asks whom and where', (sentence) => {
      const { tool, input, missing } = plan(sentence, quoted)
      expect(tool.name).toBe('placeOrder')
      expect(input).toEqual({ quoteId: 'q_1', expectedTotal: 1500 })
      expect(missing[0]).toEqual({ name: 'contact', question: 'Contact (name, phone)? Whom to ask for.' })
      const answer = 'Ada Lovelace, +49 30 1234567, Weserstraße 50, 12047'
      expect(buyer.complete({ tool, input }, answer, { now, turns: [quoted] })).toMatchObject({
        input: { ...input, ...where },
        missing: [],
      })
    })

    it('keeps what it is told in parts, and asks for the rest', () => {
      let { input } = plan('order it', quoted)
      const told = (answer: string) => {
        const completed = buyer.complete({ tool: shop[1]!, input }, answer, { now, turns: [quoted] })
        input = completed.input
        return completed.missing.map(({ question }) => question)
      }
      expect(told('for Ada Lovelace')).toEqual(['Contact (phone)? Whom to ask for.', 'Address (street, postcode)?'])
      expect(told('Weserstraße 50, 12047')).toEqual(['Contact (phone)? Whom to ask for.'])
      expect(told('030 1234567')).toEqual([])
      expect(input).toMatchObject({ ...where, contact: { name: 'Ada Lovelace', phone: '030 1234567' } })
    })

    it('finds all of it in one sentence', () => {
      const { input } = plan('yes, order that for €15 to Weserstraße 50, 12047, Ada Lovelace, +49 30 1234567', quoted)
      expect(input).toEqual({ quoteId: 'q_1', expectedTotal: 1500, ...where })
    })

    it('tells one order from all of them, and an order from a price', () => {
      expect(plan('where is my order?', quoted, ordered)).toMatchObject({ tool: { name: 'getOrder' }, input: { id: 'o_1' } })
      expect(plan('where is my order?', quoted).missing).toMatchObject([{ name: 'id' }])
      expect(plan('show my orders', quoted, ordered).tool.name).toBe('listOrders')
    })

    it('takes no thing of another plugin', () => {
      expect(plan('where is my order?', { ...ordered, plugin: 'other' }).missing).toMatchObject([{ name: 'id' }])
    })
  })

  describe('with a foreign plugin whose lists belong to somebody', () => {
    const keeper = createPlanner(lists)
    const plan = (sentence: string, ...turns: Turn[]) => keeper.plan(sentence, { now, turns })

    it.each([
      ['add buy milk to my todo list', 'addTodo', { todo: 'Buy milk' }],
      ['add todo "buy milk" for user nina', 'addTodo', { username: 'nina', todo: 'buy milk' }],
      ['add todo buy bread for nina', 'addTodo', { username: 'nina', todo: 'Buy bread' }],
      ['username: nina, todo: buy milk', 'addTodo', { username: 'nina', todo: 'buy milk' }],
      ['get the todos of nina', 'getTodos', { username: 'nina' }],
      ['show the todos for username nina', 'getTodos', { username: 'nina' }],
      ['what are nina’s todos?', 'getTodos', { username: 'nina' }],
      ['delete todo 2 of nina', 'deleteTodo', { username: 'nina', todo_idx: 2 }],
    ])('takes “%s” for %s', (sentence, name, input) => {
      expect(plan(sentence).candidates[0]).toMatchObject({ tool: { name }, input })
      expect(plan(sentence).candidates[0]!.input).toEqual(input)
    })

    it('knows whose list it is until that is said anew', () => {
      const turn: Turn = { plugin: 'todo', tool: 'getTodos', input: { username: 'nina' }, result: { todos: ['buy milk', 'call mum'] } }
      expect(plan('delete the second one', turn).candidates[0]!.input).toEqual({ username: 'nina', todo_idx: 1 })
      expect(plan('get the todos of tom', turn).candidates[0]!.input).toEqual({ username: 'tom' })
    })

    it.each(['add a todo', 'add another one'])('keeps nothing of “%s”', (sentence) => {
      expect(plan(sentence).candidates[0]).toMatchObject({ tool: { name: 'addTodo' }, input: {}, missing: [{}, { name: 'todo' }] })
    })

    it('takes an answer for the first thing that was asked, or its parts for each', () => {
      const complete = (answer: string) => keeper.complete({ tool: lists[1]!, input: {} }, answer, { now }).input
      expect(complete('nina')).toEqual({ username: 'nina' })
      expect(complete('nina, buy milk')).toEqual({ username: 'nina', todo: 'buy milk' })
      expect(complete('todo: buy milk, username: nina')).toEqual({ username: 'nina', todo: 'buy milk' })
    })

    it.each(['delete the first one', 'and what then', 'who is that?'])('takes “%s” for no name', (answer) => {
      expect(keeper.complete({ tool: lists[0]!, input: {} }, answer, { now }).input).toEqual({})
    })

    it.each([
      ['delete the first one', true],
      ['show my todos', true],
      ['what is on the list of todos', true],
      ['nina', false],
      ['buy milk', false],
    ])('whether “%s” says what to do: %s', (sentence, isCommand) => {
      expect(plan(sentence).isCommand).toBe(isCommand)
    })
  })

  describe('where a day was spoken of before', () => {
    const input = { from: 'Munich', to: 'Bari', date: '2027-01-15' }
    const found: Turn = { plugin: 'flights', tool: 'searchFlights', input, result: { offers: [{ id: 'A1' }, { id: 'B2' }] } }

    it.each([
      ['and back on the tuesday after', { returnDate: '2027-01-19' }],
      ['round trip, returning 23 January', { returnDate: '2027-01-23' }],
      ['returning a week later', { returnDate: '2027-01-22' }],
      ['what about saturday instead', { date: '2027-01-16' }],
      ['what about the day after?', { date: '2027-01-16' }],
      ['no wait, the 18th', { date: '2027-01-18' }],
      ['sorry, I meant from Vienna', { from: 'Vienna' }],
    ])('“%s” counts from it, and keeps the rest', (sentence, changed) => {
      expect(best(sentence, [found])).toMatchObject({ tool: searchFlights, input: { ...input, ...changed } })
    })

    it('counts from the day in the sentence', () => {
      expect(best('Oslo to Faro in two weeks, returning a week later').input).toMatchObject({
        date: '2027-01-20',
        returnDate: '2027-01-27',
      })
    })

    it.each([
      ['Oslo to Faro 10.12.', '2027-12-10'],
      ['Oslo to Faro on 1.2.2027', '2027-02-01'],
      ['Oslo to Faro on the 20th', '2027-01-20'],
    ])('reads the day of “%s”', (sentence, date) => {
      expect(best(sentence).input).toMatchObject({ date })
    })

    it('repeats a call that was refused with what was meant, and none that was done', () => {
      const passenger = { givenName: 'Tom', familyName: 'Hager' }
      const offer = { offerId: 'A1', expectedPrice: { amount: 100, currency: 'EUR' } }
      const turn = (result: unknown): Turn => ({
        plugin: 'flights',
        tool: 'bookFlight',
        input: { ...offer, passengers: [passenger] },
        result,
      })
      const plan = (result: unknown) => planner.plan('sorry, I meant for Nina Hager', { now, turns: [found, turn(result)] })
      expect(plan('The person said no.')).toMatchObject({
        isSure: true,
        isUnknown: false,
        candidates: [{ tool: bookFlight, input: { ...offer, passengers: [{ givenName: 'Nina', familyName: 'Hager' }] } }, {}],
      })
      expect(plan({ id: 'K1' }).candidates[0]!.input).not.toHaveProperty('offerId')
    })
  })

  describe('with several plugins', () => {
    const keepNote: PlannerTool = {
      ...todos[1]!,
      plugin: 'notes',
      name: 'createNote',
      description: 'Save a note. Not for reminders: notes have no date.',
      examples: [{ say: 'remember that Ada likes oat milk', input: { text: 'Ada likes oat milk' } }],
    }
    const unshareOrder: PlannerTool = { ...shop[3]!, name: 'stopSharingOrder', description: 'Stop sharing an order.', effect: 'write' }
    const unshareNote: PlannerTool = { ...notes[2]!, name: 'unshareNote', description: 'Stop sharing a note.' }
    const searchNotes: PlannerTool = {
      ...notes[0]!,
      name: 'searchNotes',
      description: 'Find notes by words in them, which say what to look for.',
      parameters: { type: 'object', required: ['query'], properties: { query: text } },
    }
    const all = createPlanner([searchFlights, getOffer, bookFlight, ...shop, unshareOrder, ...notes, unshareNote, keepNote, searchNotes])
    const offers = ['Y1-DY5319OSL', 'Y1-EW5319OSL'].map((id, index) => ({ id, price: { amount: 200 - index, currency: 'EUR' } }))
    const input = { from: 'Oslo', to: 'Bari', date: '2027-01-15' }
    const found: Turn = { plugin: 'flights', tool: 'searchFlights', input, result: { offers } }
    const shared: Turn = {
      plugin: 'notes',
      tool: 'shareNote',
      input: { id: 'n-1' },
      result: { id: 'n-1', url: 'https://notes.example/n-1' },
    }
    const plan = (sentence: string, ...turns: Turn[]) => all.plan(sentence, { now, turns })

    it.each([
      ['I choose DY 5319 on Thu, Jan 14, 2027 for €2.00 (offer Y1-DY5319OSL).', 'getOffer', { id: 'Y1-DY5319OSL' }],
      ['how long does the second one take?', 'getOffer', { id: 'Y1-EW5319OSL' }],
      ['tell me more about the first one', 'getOffer', { id: 'Y1-DY5319OSL' }],
      ['anything cheaper?', 'searchFlights', { ...input, sort: 'price' }],
    ])('“%s” is about a list', (sentence, name, expected) => {
      expect(plan(sentence, found)).toMatchObject({ isSure: true, candidates: [{ tool: { name }, input: expected }, {}, {}] })
    })

    it.each([
      ['I need a flight to Rome', 'searchFlights'],
      ['Flight Hamburg -> Zurich 10.12.', 'searchFlights'],
      ['Flüge von Berlin nach Lissabon morgen', 'searchFlights'],
      ['remind me to buy milk tomorrow', 'createNote'],
      ['which notes do I have', 'listNotes'],
    ])('“%s” means %s', (sentence, name) => {
      expect(plan(sentence).candidates[0]!.tool.name).toBe(name)
    })

    it('asks what to note', () => {
      expect(plan('write a note').candidates[0]).toMatchObject({ tool: keepNote, input: {}, missing: [{ name: 'text' }] })
    })

    it('says that things go one at a time, and that there is no list', () => {
      expect(plan('delete all my notes').candidates[0]!.missing).toMatchObject([{ question: expect.stringContaining('one at a time') }])
      expect(plan('when does the first one land?').lacksList).toBe(true)
      expect(plan('when does the first one land?', found).lacksList).toBe(false)
    })

    it('goes on with the list after a closer look at one of it', () => {
      const looked: Turn = { plugin: 'flights', tool: 'getOffer', input: { id: offers[0]!.id }, result: offers[0] }
      expect(plan('anything cheaper?', found, looked).candidates[0]).toMatchObject({
        tool: searchFlights,
        input: { ...input, sort: 'price' },
      })
    })

    it('stops what the plugin did that spoke last', () => {
      expect(plan('stop sharing it', shared).candidates[0]).toMatchObject({ tool: { name: 'unshareNote' }, input: { id: 'n-1' } })
    })

    it('does nothing when it is asked in a second sentence', () => {
      const { candidates, isSure } = plan('can I delete it? what would happen?', shared)
      expect(isSure && candidates[0]!.tool.effect !== 'read').toBe(false)
    })

    it.each(['does that include baggage?', 'how is the weather in Lisbon?'])('knows nothing of “%s”', (sentence) => {
      expect(plan(sentence, found).isUnknown).toBe(true)
    })
  })

  it('takes the name after a verb, and languages by their names', () => {
    const greet: PlannerTool = {
      plugin: 'hello',
      name: 'sayHello',
      description: 'Greet somebody by name.',
      effect: 'read',
      examples: [{ say: 'greet Grace in French', input: { name: 'Grace', language: 'fr' } }],
      parameters: {
        type: 'object',
        required: ['name'],
        properties: { name: text, language: { type: 'string', enum: ['en', 'es', 'fr'] } },
      },
    }
    const greeter = createPlanner([greet])
    expect(greeter.plan('greet Bob in Spanish', { now }).candidates[0]!.input).toEqual({ name: 'Bob', language: 'es' })
    expect(greeter.complete({ tool: greet, input: {} }, 'and in French', { now }).input).toEqual({ language: 'fr' })
    expect(greeter.complete({ tool: greet, input: {} }, 'Grace', { now }).input).toEqual({ name: 'Grace' })
  })

  it('takes evenings for what they are', () => {
    const watch = { ...searchFlights, name: 'watchTime', parameters: { properties: { at: { type: 'string', format: 'date-time' } } } }
    const at = (sentence: string) => createPlanner([watch]).plan(sentence, { now }).candidates[0]!.input['at']
    expect(at('deliver at 8 in the evening tomorrow')).toBe('2027-01-07T20:00')
    expect(at('deliver tomorrow at 7:30 in the morning')).toBe('2027-01-07T07:30')
  })

  it('takes an answer of names for all of them', () => {
    const known = { tool: bookFlight, input: { offerId: 'A1', expectedPrice: { amount: 100, currency: 'EUR' } } }
    expect(planner.complete(known, 'Nina Hager and Tom Hager', { now }).input).toMatchObject({
      passengers: [{ givenName: 'Nina' }, { givenName: 'Tom' }],
    })
  })

  it('corrects what is known of a call that waits', () => {
    const known = { tool: searchFlights, input: { to: 'Rome', date: '2027-01-15' } }
    expect(planner.complete(known, 'no, to Porto', { now }).input).toEqual({ to: 'Porto', date: '2027-01-15' })
  })
})

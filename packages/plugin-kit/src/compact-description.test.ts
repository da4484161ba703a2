import { describe, expect, it } from 'vitest'
import { type ModelOperation, toCompactDescription } from './compact-description.ts'

const named = { type: 'string', description: 'The name of the user.' }
const added = { type: 'string', description: 'The todo to add to the list.' }
const indexed = { type: 'integer', description: 'The index of the todo to delete.' }

/** https://github.com/openai/plugins-quickstart, and what ChatGPT's own developer tools showed for it. */
const todo = {
  nameForModel: 'todo',
  description: 'Plugin for managing a TODO list, you can add, remove and view your TODOs.',
  operations: [
    { name: 'getTodos', description: 'Get the list of todos', parameters: toParameters({ username: named }) },
    { name: 'addTodo', description: 'Add a todo to the list', parameters: toParameters({ username: named, todo: added }) },
    { name: 'deleteTodo', description: 'Delete a todo from the list', parameters: toParameters({ username: named, todo_idx: indexed }) },
  ],
}

describe('toCompactDescription', () => {
  it('gives the text that ChatGPT showed for the quickstart', () => {
    expect(toCompactDescription(todo)).toBe(`// Plugin for managing a TODO list, you can add, remove and view your TODOs.
namespace todo {

// Get the list of todos
type getTodos = (_: {
// The name of the user.
username: string,
}) => any;

// Add a todo to the list
type addTodo = (_: {
// The name of the user.
username: string,
// The todo to add to the list.
todo: string,
}) => any;

// Delete a todo from the list
type deleteTodo = (_: {
// The name of the user.
username: string,
// The index of the todo to delete.
todo_idx: number,
}) => any;

} // namespace todo`)
  })

  it('marks what may be left out', () => {
    expect(describeProperties({ limit: { type: 'integer' } }, [])).toBe('limit?: number,')
  })

  it('writes enums, lists of enums and constants as their values', () => {
    const text = describeProperties({
      cabin: { type: 'string', enum: ['economy', 'first'] },
      diets: { type: 'array', items: { enum: ['vegan', 'halal'] } },
      kind: { const: 'return' },
    })
    expect(text).toBe('cabin: "economy" | "first",\ndiets: ("vegan" | "halal")[],\nkind: "return",')
  })

  it('writes members of members inline, indented and without comments', () => {
    const stop = { type: 'object', properties: { airport: { type: 'string', description: 'A code.' } } }
    const leg = { type: 'object', required: ['origin'], properties: { origin: { type: 'string', description: 'From where.' }, stop } }
    expect(describeProperties({ legs: { type: 'array', description: 'The way.', items: leg } })).toBe(
      '// The way.\nlegs: {\n  origin: string,\n  stop?: {\n    airport?: string,\n  },\n}[],',
    )
  })

  it('writes unions, and null as one of them', () => {
    const text = describeProperties({
      a: { type: ['string', 'null'] },
      b: { anyOf: [{ type: 'number' }, { type: 'null' }] },
      c: { type: 'array', items: { oneOf: [{ type: 'string' }, { type: 'integer' }] } },
      d: { type: 'array', items: { oneOf: [{ type: 'number' }, { type: 'integer' }] } },
    })
    expect(text).toBe('a: string | null,\nb: number | null,\nc: (string | number)[],\nd: number[],')
  })

  it('joins what is said in several places', () => {
    const size = { type: 'string', enum: ['s', 'm'] }
    const base = { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] }
    const text = describeProperties({
      a: { allOf: [size], description: 'The size.' },
      b: { allOf: [base, { properties: { more: { type: 'string' } } }] },
      c: { allOf: [{ allOf: [base] }, { allOf: [{ properties: { d: { type: 'null' } }, required: ['d'] }] }] },
    })
    expect(text).toBe('// The size.\na: "s" | "m",\nb: {\n  id: number,\n  more?: string,\n},\nc: {\n  id: number,\n  d: null,\n},')
  })

  it('writes alternatives of one object with what they share, and ignores those that only say what is needed', () => {
    const properties = { id: { type: 'string' }, name: { type: 'string' } }
    const text = describeProperties({
      a: { type: 'object', properties, oneOf: [{ required: ['id'] }, { required: ['name'] }] },
      b: { type: 'string', anyOf: [{ required: ['id'] }] },
      c: { properties: { id: { type: 'string' } }, oneOf: [{ properties: { d: { const: 1 } } }, { properties: { e: { const: 2 } } }] },
    })
    expect(text).toBe(
      'a: {\n  id?: string,\n  name?: string,\n},\nb: string,\nc: {\n  id?: string,\n  d?: 1,\n} | {\n  id?: string,\n  e?: 2,\n},',
    )
  })

  it('ends for alternatives and joins that contain themselves', () => {
    const node: Record<string, unknown> = { type: 'object' }
    node.properties = { left: node, right: { allOf: [node] } }
    node.anyOf = [{ properties: { a: node } }, { properties: { b: { oneOf: [node, { type: 'null' }] } } }]
    node.allOf = [node]
    expect(describeProperties({ node })).toContain('node: ')
  })

  it('says any where it does not know', () => {
    const text = describeProperties({
      a: {},
      b: true,
      c: { $ref: '#/components/schemas/Pet' },
      d: null,
      e: { type: 'file' },
      f: { type: 'array' },
      g: { type: 'array', items: { anyOf: [{ type: 'string' }, {}] } },
      h: { type: 'object' },
    })
    expect(text).toBe('a: any,\nb: any,\nc: any,\nd: any,\ne: any,\nf: any[],\ng: any[],\nh: object,')
  })

  it('ends for a schema that contains itself', () => {
    const folder: Record<string, unknown> = { type: 'object' }
    folder.properties = { name: { type: 'string' }, inside: folder }
    expect(describeProperties({ folder })).toBe('folder: {\n  name?: string,\n  inside?: any,\n},')
  })

  it('writes an operation without parameters as a function of nothing', () => {
    expect(describeOperation({ name: 'ping', description: '', parameters: {} })).toBe('type ping = () => any;')
  })

  it('lets no text leave its comment and no name its place', () => {
    const description = 'Reads.\nnamespace evil {\r\n\u2028} x'
    const text = describeOperation({ name: 'read', description, parameters: toParameters({ 'a: b, c': { description } }) })
    expect(text).toBe(
      '// Reads.\n// namespace evil {\n//\n// } x\ntype read = (_: {\n// Reads.\n// namespace evil {\n//\n// } x\n"a: b, c": any,\n}) => any;',
    )
  })
})

function toParameters(properties: Record<string, unknown>, required = Object.keys(properties)): ModelOperation['parameters'] {
  return { type: 'object', properties, required }
}

function describeOperation(operation: ModelOperation): string {
  const text = toCompactDescription({ nameForModel: 'x', description: '', operations: [operation] })
  return text.replace('namespace x {\n\n', '').replace('\n\n} // namespace x', '')
}

function describeProperties(properties: Record<string, unknown>, required?: string[]): string {
  const text = describeOperation({ name: 'op', description: '', parameters: toParameters(properties, required) })
  return text.replace('type op = (_: {\n', '').replace('\n}) => any;', '')
}

import { describe, expect, it } from 'vitest'
import type { Definition, PluginAction } from './definition.ts'
import { toModelNames } from './model-names.ts'
import { toPrompt } from './to-inspection.ts'

const input = { type: 'object' as const, properties: {}, required: [] }
const define = (nameForModel: string, ...names: string[]) => {
  const actions = names.map((name) => ({ name, description: '', input }) as unknown as PluginAction)
  return { nameForModel, description: 'Things.', actions } as Definition
}

describe('toModelNames', () => {
  it('leaves what is told apart already', () => {
    expect(toModelNames([define('todo', 'getTodos'), define('notes', 'getTodos')])).toEqual([
      { namespace: 'todo', actions: ['getTodos'] },
      { namespace: 'notes', actions: ['getTodos'] },
    ])
  })

  it('numbers what is called the same', () => {
    const names = toModelNames([define('todo', 'getA'), define('todo', 'getA'), define('todo_2'), define('x', 'a.b', 'a_b', 'a b')])
    expect(names.map(({ namespace }) => namespace)).toEqual(['todo', 'todo_2', 'todo_2_2', 'x'])
    expect(names.at(-1)!.actions).toEqual(['a_b', 'a_b_2', 'a_b_3'])
  })

  it('gives no two functions one name, however they are put together', () => {
    const names = toModelNames([define('a', 'b__c'), define('a__b', 'c'), define('p'.repeat(50), 'q'.repeat(64), `${'q'.repeat(63)}r`)])
    const functions = names.flatMap(({ namespace, actions }) => actions.map((action) => `${namespace}__${action}`))
    expect(new Set(functions).size).toBe(4)
    expect(Math.max(...functions.map(({ length }) => length))).toBe(64)
  })
})

describe('toPrompt', () => {
  it('calls things as their functions are called', () => {
    const definitions = [define('todo', 'get.a'), define('todo', 'get.a')]
    const names = toModelNames(definitions)
    expect(toPrompt(definitions[0]!)).toContain('namespace todo {\n\ntype get_a = () => any;')
    expect(toPrompt(definitions[1]!, names[1])).toContain('namespace todo_2 {\n\ntype get_a = () => any;')
  })
})

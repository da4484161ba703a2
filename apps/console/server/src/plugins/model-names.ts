import type { Definition } from './definition.ts'

/** How models call a plugin and its actions, in the order of the definition. */
export interface ModelNames {
  namespace: string
  actions: string[]
}

/** What models take as the name of a function: `namespace__action`. */
const longest = 64

/**
 * Names for what is on in one conversation, the same in the prompt and for the functions. Two plugins may have one name for models, and
 * two operations names that differ only in what functions can't have: then a number tells them apart.
 */
export function toModelNames(definitions: readonly Pick<Definition, 'nameForModel' | 'actions'>[]): ModelNames[] {
  const namespaces = new Set<string>()
  const functions = new Set<string>()
  return definitions.map(({ nameForModel, actions }) => {
    const namespace = takeName(nameForModel, longest - 4, (name) => namespaces.has(name))
    namespaces.add(namespace)
    const toFunction = (name: string) => `${namespace}__${name}`
    const names = actions.map((action) => {
      const name = takeName(action.name, longest - toFunction('').length, (each) => functions.has(toFunction(each)))
      functions.add(toFunction(name))
      return name
    })
    return { namespace, actions: names }
  })
}

function takeName(wanted: string, most: number, isTaken: (name: string) => boolean): string {
  const plain = wanted.replaceAll(/[^\w-]/g, '_')
  for (let count = 1; ; count += 1) {
    const end = count === 1 ? '' : `_${count}`
    const name = `${plain.slice(0, most - end.length)}${end}`
    if (!isTaken(name)) return name
  }
}

import type { StoredPlugin } from '../plugins/plugin-store.ts'
import type { ModelTool } from './model-client.ts'

const longest = 64

/** Names for all actions of the plugins that are on. Two plugins may have one name for models: then a number tells them apart. */
export function toTools(plugins: readonly Pick<StoredPlugin, 'id' | 'definition'>[]): ModelTool[] {
  const taken = new Set<string>()
  return plugins.flatMap(({ id, definition: { title, nameForModel, actions } }) =>
    actions.map((action): ModelTool => {
      const name = toFreeName(`${nameForModel}__${action.name}`.replaceAll(/[^\w-]/g, '_'), taken)
      taken.add(name)
      return { name, plugin: { id, title, nameForModel }, action }
    }),
  )
}

function toFreeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const end = count === 1 ? '' : `_${count}`
    const name = `${wanted.slice(0, longest - end.length)}${end}`
    if (!taken.has(name)) return name
  }
}

import { toModelNames } from '../plugins/model-names.ts'
import type { StoredPlugin } from '../plugins/plugin-store.ts'
import type { ModelTool } from './model-client.ts'

/** The actions of the plugins that are on, as functions. They are called as the prompt calls them. */
export function toTools(plugins: readonly Pick<StoredPlugin, 'id' | 'definition'>[]): ModelTool[] {
  const names = toModelNames(plugins.map(({ definition }) => definition))
  return plugins.flatMap(({ id, definition: { title, actions } }, index) => {
    const { namespace, actions: own } = names[index]!
    const plugin = { id, title, nameForModel: namespace }
    return actions.map((action, at): ModelTool => ({ name: `${namespace}__${own[at]}`, plugin, action }))
  })
}

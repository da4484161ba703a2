import { authOf } from '../define-plugin.ts'
import type { QualityRule } from './quality-rule.ts'

export const authForWrites: QualityRule = {
  title: 'knows who calls before it changes anything',
  find: (plugin) =>
    plugin.actions
      .filter((action) => action.effect !== 'read' && authOf(plugin, action) === 'none')
      .map(({ name, effect }) => ({
        level: 'error',
        place: `action ${name}`,
        message: `has the effect ${effect} and lets anybody call; give it auth: 'user', or 'service' where there are no users`,
      })),
}

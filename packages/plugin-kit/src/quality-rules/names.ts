import type { Plugin } from '../define-plugin.ts'
import { findDefinitionErrors } from '../definition-rules.ts'
import { listSchemas, toInputSchema } from './action-schemas.ts'
import type { Finding, QualityRule } from './quality-rule.ts'

export const names: QualityRule = {
  title: 'has names that every host can use, each once',
  find: (plugin) => [
    ...findDefinitionErrors(plugin).map((message): Finding => ({ level: 'error', place: 'the definition', message })),
    ...checkActions(plugin),
    ...checkParameters(plugin),
  ],
}

function checkActions({ actions }: Plugin): Finding[] {
  return actions
    .filter(({ name }) => !/^[a-z]/.test(name))
    .map(({ name }) => ({ level: 'error', place: `action ${name}`, message: 'must begin with a lower-case verb, as in createNote' }))
}

function checkParameters({ actions }: Plugin): Finding[] {
  return actions.flatMap((action) =>
    listSchemas(toInputSchema(action))
      .flatMap(({ schema }) => Object.keys(schema.properties ?? {}))
      .filter((name) => !/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name))
      .map((name): Finding => ({
        level: 'error',
        place: `action ${action.name}, parameter ${name}`,
        message: 'must be a word of letters, digits and _, at most 64',
      })),
  )
}

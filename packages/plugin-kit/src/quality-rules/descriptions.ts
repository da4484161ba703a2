import type { Action } from '../define-action.ts'
import { listSchemas, toInputSchema } from './action-schemas.ts'
import type { Finding, QualityRule } from './quality-rule.ts'

/** Hosts refuse more than `most`; the documentation asks for `better`. */
const actionLimit = { most: 300, better: 200 }
const parameterLimit = { most: 700, better: 200 }

export const descriptions: QualityRule = {
  title: 'describes every action and parameter, shortly',
  find: (plugin) => plugin.actions.flatMap((action) => [...checkAction(action), ...checkParameters(action)]),
}

function checkAction({ name, title, description }: Action): Finding[] {
  const place = `action ${name}`
  if (description.trim() === '')
    return [{ level: 'error', place, message: 'has no description; say when to use it, when not, and what it changes' }]
  return [...checkLength(`${place}, title`, title, actionLimit), ...checkLength(`${place}, description`, description, actionLimit)]
}

function checkParameters(action: Action): Finding[] {
  const schema = toInputSchema(action)
  const missing = Object.entries(schema.properties ?? {}).filter(
    ([, property]) => property.description === undefined && property.$ref === undefined,
  )
  return [
    ...missing.map(([name]): Finding => ({
      level: 'warning',
      place: `action ${action.name}, parameter ${name}`,
      message: 'has no description',
    })),
    ...listSchemas(schema).flatMap(({ path, schema: { description } }) =>
      checkLength(`action ${action.name}, parameter ${path}`, description ?? '', parameterLimit),
    ),
  ]
}

function checkLength(place: string, { length }: string, { most, better }: { most: number; better: number }): Finding[] {
  if (length > most) return [{ level: 'error', place, message: `has ${length} characters; hosts take at most ${most}` }]
  return length > better ? [{ level: 'warning', place, message: `has ${length} characters; hosts ask for at most ${better}` }] : []
}

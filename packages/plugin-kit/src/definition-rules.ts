import { z } from 'zod'
import type { Action, Limit } from './define-action.ts'
import type { Plugin } from './define-plugin.ts'
import { parseRoute } from './route.ts'
import { findWidgetErrors } from './widget.ts'

/** Subdomains that the platform itself answers. */
export const reservedNames = new Set(['auth', 'console', 'admin', 'frame', 'www', 'mcp', 'api', 'static', 'assets'])

const reservedActions = new Set(['getJob', 'cancelJob'])

/** The first path segments that the platform answers on every plugin host. */
const reservedSegments = new Set([
  '.well-known',
  'mcp',
  'jobs',
  'oauth',
  'docs',
  'openapi.json',
  'openapi.yaml',
  'logo.png',
  'legal',
  'privacy',
  'plugin.zip',
  'assets',
  'livez',
  'readyz',
  'favicon.ico',
  'robots.txt',
])

/** What makes a plugin impossible to serve, a sentence each. Quality is judged by `describePlugin`, not here. */
export function findDefinitionErrors(plugin: Plugin): string[] {
  return [
    ...findNameErrors(plugin.name),
    ...findLimitErrors('the plugin', plugin.limit),
    ...plugin.actions.flatMap((action) => findActionErrors(action)),
    ...findUnconfirmable(plugin),
    ...findJobErrors(plugin),
    ...plugin.pages.flatMap((page) => findRouteErrors(`page ${page.route}`, page.route, page.params)),
    ...plugin.downloads.flatMap((download) => findRouteErrors(`download ${download.route}`, download.route, download.params)),
    ...findTwins(
      'action',
      plugin.actions.map((action) => action.name.toLowerCase()),
    ),
    ...findTwins('route', [...plugin.actions, ...plugin.pages, ...plugin.downloads].map(toRouteShape)),
    ...findMigrationErrors(plugin),
  ]
}

/** Why this can't be the name of a plugin; empty when it can. */
export function findNameErrors(name: string): string[] {
  if (reservedNames.has(name)) return [`the name ${name} is reserved for the platform; choose another`]
  if (/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/.test(name) && !name.includes('--')) return []
  return [
    `the name ${JSON.stringify(name)} must be 2 to 40 lower-case letters, digits and single hyphens, and start with a letter: it is a subdomain`,
  ]
}

function findLimitErrors(place: string, limit: Limit | undefined): string[] {
  if (!limit || (isCount(limit.requests) && isCount(limit.seconds))) return []
  return [`${place}: a limit is at least one request in at least one second, both whole numbers`]
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1
}

function findActionErrors(action: Action): string[] {
  const place = `action ${action.name}`
  const errors: string[] = []
  if (!/^[a-zA-Z][A-Za-z0-9]{0,63}$/.test(action.name))
    errors.push(`${place}: the name must be 1 to 64 letters and digits, starting with a letter`)
  if (reservedActions.has(action.name)) errors.push(`${place}: the name is reserved for background jobs`)
  if (action.route.startsWith('GET ') && action.effect !== 'read')
    errors.push(`${place}: a GET must not change anything; use POST, PUT, PATCH or DELETE for effect ${action.effect}`)
  if (action.timeout !== undefined && !(action.timeout >= 100 && action.timeout <= 40_000))
    errors.push(`${place}: timeout is 100 to 40,000 milliseconds`)
  errors.push(...findLimitErrors(place, action.limit), ...findSafetyErrors(place, action))
  if (action.widget) errors.push(...findWidgetErrors(place, action.widget))
  errors.push(...findRouteErrors(place, action.route, action.input), ...findSchemaErrors(place, action))
  return errors
}

function findSafetyErrors(place: string, { background, confirm, effect, input, route, timeout }: Action): string[] {
  const errors: string[] = []
  if (confirm && effect === 'read') errors.push(`${place}: what only reads needs no confirmation; leave confirm out or name its effect`)
  if (confirm && 'confirmationId' in input.shape)
    errors.push(`${place}: confirmationId is put into the input by the platform; choose another name`)
  if (!background) return errors
  if (route.startsWith('GET ')) errors.push(`${place}: a background action starts a job, which a GET must not; use POST`)
  if (timeout !== undefined) errors.push(`${place}: a background action is timed by background.timeout; leave timeout out`)
  for (const name of ['attempts', 'timeout', 'concurrency'] as const) {
    const value = background[name]
    if (value !== undefined && !isCount(value)) errors.push(`${place}: background.${name} is a whole number of at least 1`)
  }
  return errors
}

function findJobErrors({ jobs, actions }: Plugin): string[] {
  const names = [...actions.map((action) => action.name.toLowerCase()), ...jobs.map((job) => job.name.toLowerCase())]
  return jobs.flatMap(({ name, input, schedule }) => {
    const errors: string[] = []
    if (!/^[a-zA-Z][A-Za-z0-9]{0,63}$/.test(name))
      errors.push(`job ${name}: the name must be 1 to 64 letters and digits, starting with a letter`)
    if (names.filter((other) => other === name.toLowerCase()).length > 1) errors.push(`job ${name}: another action or job has this name`)
    if (schedule !== undefined && !isSchedule(schedule))
      errors.push(`job ${name}: the schedule is five cron fields in UTC such as "0 6 * * *", or "every 15 minutes"`)
    if (schedule !== undefined && input && !input.safeParse({}).success)
      errors.push(`job ${name}: a scheduled job starts with {}, so all its input must be optional`)
    return errors
  })
}

/** Rough: what a cron field may hold is checked when the worker starts. */
function isSchedule(text: string): boolean {
  return /^every [1-9]\d{0,4} (seconds|minutes|hours|days)$/.test(text) || /^[\d*/,A-Za-z-]+( [\d*/,A-Za-z?#L-]+){4}$/.test(text)
}

/** A confirmation is given by a person who signs in. */
function findUnconfirmable({ actions, auth }: Plugin): string[] {
  return actions
    .filter((action) => action.confirm && !['user', 'oauth'].includes(action.auth ?? auth))
    .map(({ name }) => `action ${name}: confirm asks a person, so its auth must be user or oauth`)
}

function findRouteErrors(place: string, route: string, input: z.ZodObject): string[] {
  const parsed = parseRoute(route)
  if (!parsed) return [`${place}: the route ${JSON.stringify(route)} is not like "GET /offers/{id}"`]
  const errors: string[] = []
  const first = parsed.path.split('/')[1]!
  if (reservedSegments.has(first.toLowerCase())) errors.push(`${place}: /${first} is reserved for the platform`)
  if (first.startsWith('{')) errors.push(`${place}: the first part of a path must be fixed text`)
  if (parsed.path.split('/').some((segment) => segment === '.' || segment === '..'))
    errors.push(`${place}: "." and ".." can't be parts of a path`)
  for (const name of parsed.parameters) {
    if (!(name in input.shape)) errors.push(`${place}: {${name}} is in the route but not in the input`)
  }
  if (new Set(parsed.parameters).size < parsed.parameters.length) errors.push(`${place}: a path parameter stands twice in the route`)
  return errors
}

function findSchemaErrors(place: string, action: Action): string[] {
  const errors: string[] = []
  for (const io of ['input', 'output'] as const) {
    try {
      z.toJSONSchema(action[io], { io, target: 'draft-2020-12' })
    } catch (error) {
      errors.push(`${place}: the ${io} schema has no JSON Schema: ${(error as Error).message}`)
    }
  }
  const parsed = parseRoute(action.route)
  if (errors.length > 0 || !parsed) return errors
  const inText = parsed.method === 'GET' || parsed.method === 'DELETE' ? Object.keys(action.input.shape) : parsed.parameters
  const schema = z.toJSONSchema(action.input, { io: 'input' })
  for (const name of inText) {
    if (!isTextual(schema.properties?.[name]))
      errors.push(`${place}: ${name} travels in the URL, so it must be a string, number, boolean, or a list of them`)
  }
  return errors
}

type JsonSchema = z.core.JSONSchema._JSONSchema

function isTextual(schema: JsonSchema | undefined, inList = false): boolean {
  if (schema === undefined || typeof schema === 'boolean' || schema.$ref !== undefined) return false
  const variants = schema.anyOf ?? schema.oneOf
  if (variants) return variants.every((variant) => isTextual(variant, inList))
  if (schema.enum ?? schema.const) return true
  if (schema.type === 'array') return !inList && isTextual(schema.items as JsonSchema, true)
  return [schema.type].flat().every((type) => type === 'string' || type === 'number' || type === 'integer' || type === 'boolean')
}

/** Two routes clash when they differ only in the names of their parameters. */
function toRouteShape({ route }: Pick<Action, 'route'>): string {
  return route.replace(/\{\w+\}/g, '{}')
}

function findTwins(what: string, values: string[]): string[] {
  const twins = new Set(values.filter((value, index) => values.indexOf(value) !== index))
  return [...twins].map((value) => `two of the ${what} ${value}`)
}

function findMigrationErrors(plugin: Plugin): string[] {
  return Object.keys(plugin.migrations)
    .filter((name) => !/^\d{3,}-[a-z0-9-]+$/.test(name))
    .map((name) => `migration ${JSON.stringify(name)}: name it like "001-create-notes"`)
}

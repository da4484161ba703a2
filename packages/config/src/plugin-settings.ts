import type { z } from 'zod'
import { ConfigError, type ConfigProblem } from './config-error.ts'
import { Reader, type Environment } from './reader.ts'

/**
 * A plugin's own settings: `duffelToken` of `flights` is `FLIGHTS_DUFFEL_TOKEN` (or `FLIGHTS_DUFFEL_TOKEN_FILE`).
 * Numbers and booleans are read as the schema asks.
 *
 * @throws ConfigError that names each variable; values are not shown.
 */
export function toPluginSettings<Schema extends z.ZodObject>(plugin: string, schema: Schema, environment: Environment): z.output<Schema> {
  const read = new Reader(environment)
  const values: Record<string, unknown> = {}
  for (const key of Object.keys(schema.shape)) {
    const text = read.text(toVariable(plugin, key))
    if (text !== undefined) values[key] = toTyped(text, schema.shape[key] as z.ZodType)
  }
  const parsed = schema.safeParse(values)
  if (parsed.success && read.problems.length === 0) return parsed.data
  const problems = parsed.error?.issues.map((issue) => toProblem(plugin, issue, values)) ?? []
  throw new ConfigError([...read.problems, ...problems])
}

/** `toVariable('flights', 'duffelToken')` → `FLIGHTS_DUFFEL_TOKEN`. */
function toVariable(plugin: string, key: string): string {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
  return `${plugin}_${words}`.replaceAll('-', '_').toUpperCase()
}

/** As the schema expects it: a text that is refused for its type becomes a number or a boolean if that is the type. */
function toTyped(text: string, schema: z.ZodType): unknown {
  const issue = schema.safeParse(text).error?.issues[0]
  if (issue?.code !== 'invalid_type') return text
  if (issue.expected === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  if ((issue.expected === 'number' || issue.expected === 'int') && text !== '' && !Number.isNaN(Number(text))) return Number(text)
  return text
}

function toProblem(plugin: string, issue: z.core.$ZodIssue, values: Record<string, unknown>): ConfigProblem {
  const key = String(issue.path[0] ?? '')
  const message = key in values ? `is wrong for the plugin ${plugin}: ${issue.message}` : `is missing: the plugin ${plugin} needs it`
  return { variable: toVariable(plugin, key), message }
}

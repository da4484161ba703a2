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
  const problems = parsed.error?.issues.map((issue) => toProblem(plugin, issue)) ?? []
  throw new ConfigError([...read.problems, ...problems])
}

/** `toVariable('flights', 'duffelToken')` → `FLIGHTS_DUFFEL_TOKEN`. */
function toVariable(plugin: string, key: string): string {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
  return `${plugin}_${words}`.replaceAll('-', '_').toUpperCase()
}

function toTyped(text: string, schema: z.ZodType): unknown {
  for (const candidate of [text === 'true' ? true : text === 'false' ? false : undefined, Number(text)]) {
    if (candidate !== undefined && !Number.isNaN(candidate) && !schema.safeParse(text).success && schema.safeParse(candidate).success)
      return candidate
  }
  return text
}

function toProblem(plugin: string, issue: z.core.$ZodIssue): ConfigProblem {
  const variable = toVariable(plugin, String(issue.path[0] ?? ''))
  const missing = issue.code === 'invalid_type' && issue.input === undefined
  return {
    variable,
    message: missing ? `is missing: the plugin ${plugin} needs it` : `is wrong for the plugin ${plugin}: ${issue.message}`,
  }
}

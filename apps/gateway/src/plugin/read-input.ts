import { AppError, parseRoute, type Action } from '@patchbay/plugin-kit'
import { toJsonSchema, type JsonSchema } from '@patchbay/surfaces'
import type { z } from 'zod'
import { checkText } from '../json/parse-json.ts'

/** The parts of a request that make an input, as they came. */
export interface RawInput {
  pathValues: Record<string, string> | undefined
  query: string
  body: unknown
}

/**
 * Makes the function that builds an action's input: path parameters by name, the rest from the query (GET, DELETE) or the
 * JSON body. Text from the URL becomes a number, boolean or list where the schema asks for one. The function throws AppError
 * `invalid_input` that lists what is wrong.
 */
export function createInputReader(schema: z.ZodObject, route: string): (raw: RawInput) => unknown {
  const { method, parameters } = parseRoute(route)!
  const takesQuery = method === 'GET' || method === 'DELETE'
  const readers = createTextReaders(toJsonSchema(schema, 'input').schema)

  return ({ pathValues, query, body }) => {
    const input: Record<string, unknown> = takesQuery ? readQuery(query, readers) : readBody(body, query)
    for (const name of parameters) {
      const value = readers.get(name)!([decode(pathValues![name]!)])
      if (Object.hasOwn(input, name) && input[name] !== value)
        throw invalid([{ path: name, message: 'is named by the path; leave it out elsewhere' }])
      input[name] = value
    }
    return parseInput(schema, input)
  }
}

/** Whether the action's input has members that travel in a body. */
export function takesBody(action: Action): boolean {
  const { method } = parseRoute(action.route)!
  return method !== 'GET' && method !== 'DELETE'
}

export function parseInput(schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw invalid(parsed.error.issues.flatMap(toInputErrors))
}

interface InputError {
  path: string
  message: string
}

function toInputErrors(issue: z.core.$ZodIssue): InputError[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys
      .slice(0, 20)
      .map((key) => ({ path: [...issue.path, key].join('.').slice(0, 100), message: 'is not a parameter of this action' }))
  return [{ path: issue.path.join('.'), message: issue.message }]
}

function invalid(errors: InputError[]): AppError {
  const shown = errors.slice(0, 20)
  const text = shown
    .slice(0, 3)
    .map(({ path, message }) => (path ? `${path}: ${message}` : message))
    .join('; ')
  return new AppError('invalid_input', `The input is wrong. ${text}.`, { details: { errors: shown } })
}

type TextReader = (values: string[]) => unknown

function createTextReaders(schema: JsonSchema): Map<string, TextReader> {
  return new Map(Object.entries(schema.properties ?? {}).map(([name, property]) => [name, createTextReader(property)]))
}

function createTextReader(schema: JsonSchema): TextReader {
  const variants = (schema.anyOf ?? schema.oneOf ?? [schema]) as JsonSchema[]
  const list = variants.find((variant) => variant.type === 'array')
  const types = new Set(((list ? [list.items as JsonSchema] : variants) as JsonSchema[]).flatMap(toTypes))
  const readOne = (text: string) => toTyped(text, types)
  // A value that stands twice is no list where none is wanted; the schema then refuses it in its own words.
  return (values) => (list || values.length > 1 ? values.map(readOne) : readOne(values[0]!))
}

function toTypes(schema: JsonSchema): string[] {
  if (schema.type) return [schema.type].flat()
  const values = (schema.enum as unknown[] | undefined) ?? ('const' in schema ? [schema.const] : [])
  return values.map((value) => typeof value)
}

function toTyped(text: string, types: ReadonlySet<string>): unknown {
  if ((types.has('number') || types.has('integer')) && /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return Number(text)
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function readQuery(query: string, readers: ReadonlyMap<string, TextReader>): Record<string, unknown> {
  const values = new Map<string, string[]>()
  for (const pair of query === '' ? [] : query.split('&')) {
    const mark = pair.indexOf('=')
    const name = decode(mark === -1 ? pair : pair.slice(0, mark), true)
    const value = mark === -1 ? '' : decode(pair.slice(mark + 1), true)
    if (name !== '') values.set(name, [...(values.get(name) ?? []), value])
  }
  // A name that is not known stays as it came: the schema refuses it together with all else that is wrong.
  return Object.fromEntries([...values].map(([name, texts]) => [name, readers.get(name)?.(texts) ?? texts[0]]))
}

function readBody(body: unknown, query: string): Record<string, unknown> {
  if (query !== '') throw invalid([{ path: '', message: 'send the input in the JSON body, not in the query' }])
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid([{ path: '', message: 'the body must be a JSON object' }])
  return body as Record<string, unknown>
}

/** @throws AppError `invalid_request` for what is not percent-encoded UTF-8, and for NUL */
function decode(text: string, plusIsSpace = false): string {
  if (!/[%+]/.test(text)) return text
  try {
    const decoded = decodeURIComponent(plusIsSpace ? text.replaceAll('+', ' ') : text)
    checkText(decoded)
    return decoded
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('invalid_request', 'The URL is not percent-encoded UTF-8.', { cause: error })
  }
}

import type { Operation, OperationParameter } from './operation.ts'

export interface BuiltRequest {
  method: string
  url: string
  /** JSON text. */
  body: string | undefined
}

/**
 * Puts arguments where the operation wants them. Arguments that it does not know are left out.
 *
 * @throws Error that names a path parameter without a value.
 */
export function buildRequest(operation: Operation, input: Readonly<Record<string, unknown>>): BuiltRequest {
  const path = operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const value = input[name]
    const text = toPlain(value)
    if (value === undefined || value === null || text === '') throw new Error(`The parameter ${name} is missing.`)
    if (/^\.{1,2}$/.test(text)) throw new Error(`The parameter ${name} can't be ${JSON.stringify(text)}.`)
    return encodeURIComponent(text)
  })
  const query = operation.parameters.filter((each) => each.in === 'query').flatMap((each) => toPairs(each, input[each.name]))
  const search = new URLSearchParams(query).toString()
  return { method: operation.method, url: `${operation.server}${path}${search && `?${search}`}`, body: toBody(operation, input) }
}

function toBody({ body }: Operation, input: Readonly<Record<string, unknown>>): string | undefined {
  if (!body) return undefined
  if (!body.members) return input['body'] === undefined ? undefined : JSON.stringify(input['body'])
  const members = body.members.filter((name) => Object.hasOwn(input, name) && input[name] !== undefined)
  return JSON.stringify(Object.fromEntries(members.map((name) => [name, input[name]])))
}

function toPairs({ name, explode, deep }: OperationParameter, value: unknown): [string, string][] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return explode ? value.map((each) => [name, toPlain(each)]) : [[name, value.map(toPlain).join(',')]]
  if (deep && typeof value === 'object') return Object.entries(value).map(([key, each]) => [`${name}[${key}]`, toPlain(each)])
  return [[name, toPlain(value)]]
}

function toPlain(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

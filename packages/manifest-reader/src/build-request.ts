import type { Operation, OperationBody, OperationParameter } from './operation.ts'

export interface BuiltRequest {
  method: string
  url: string
  /** JSON text, or a form. */
  body: string | undefined
  /** Of the body. */
  contentType: string | undefined
}

type Input = Readonly<Record<string, unknown>>

/**
 * Puts arguments where the operation wants them. Arguments that it does not know are left out.
 *
 * @throws Error that names a path parameter without a value, or a path that would lead to another server.
 */
export function buildRequest(operation: Operation, input: Input): BuiltRequest {
  const url = toUrl(operation, input)
  const query = operation.parameters.filter((each) => each.in === 'query').flatMap((each) => toPairs(each, pick(input, each.name)))
  const search = new URLSearchParams(query).toString()
  if (search !== '') url.search += `${url.search === '' ? '?' : '&'}${search}`
  const body = operation.body && toBody(operation.body, input)
  const contentType = body === undefined ? undefined : (operation.body?.contentType ?? 'application/json')
  return { method: operation.method, url: url.href, body, contentType }
}

function toUrl({ path, server, parameters }: Operation, input: Input): URL {
  const filled = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const parameter = parameters.find((each) => each.name === name && each.in === 'path')
    const value = pick(input, name)
    const text = toSegment(value, parameter)
    if (value === undefined || value === null || text === '') throw new Error(`The parameter ${name} is missing.`)
    if (/^\.{1,2}$/.test(text)) throw new Error(`The parameter ${name} can't be ${JSON.stringify(text)}.`)
    return text
  })
  const url = URL.parse(`${server}${filled}`)
  if (url?.origin !== new URL(server).origin) throw new Error(`The path ${path} does not lead to ${server}. It has to begin with a slash.`)
  url.hash = ''
  return url
}

/** The style `simple`: `a,b`; members of objects as `a,1,b,2` or `a=1,b=2`. */
function toSegment(value: unknown, parameter: OperationParameter | undefined): string {
  const isList = typeof value === 'object' && value !== null && !parameter?.isJson
  if (!isList) return encode(value)
  if (Array.isArray(value)) return value.map(encode).join(',')
  const sign = parameter?.explode ? '=' : ','
  return toMembers(value)
    .map(([name, each]) => `${encode(name)}${sign}${encode(each)}`)
    .join(',')
}

function toPairs({ name, explode, deep, separator = ',', isJson }: OperationParameter, value: unknown): [string, string][] {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object' || isJson) return [[name, toPlain(value)]]
  if (Array.isArray(value)) return explode ? value.map((each) => [name, toPlain(each)]) : [[name, value.map(toPlain).join(separator)]]
  const members = toMembers(value)
  if (deep) return members.map(([key, each]) => [`${name}[${key}]`, toPlain(each)])
  if (explode) return members.map(([key, each]) => [key, toPlain(each)])
  return [[name, members.flatMap(([key, each]) => [key, toPlain(each)]).join(separator)]]
}

function toBody({ members, contentType }: OperationBody, input: Input): string | undefined {
  const isForm = contentType?.startsWith('application/x-www-form-urlencoded') ?? false
  if (!members) return toText(pick(input, 'body'), isForm)
  return toText(Object.fromEntries(members.filter((name) => pick(input, name) !== undefined).map((name) => [name, input[name]])), isForm)
}

function toText(value: unknown, isForm: boolean): string | undefined {
  if (!isForm || typeof value !== 'object' || value === null) return JSON.stringify(value)
  const pairs = toMembers(value).flatMap(([name, each]) => toPairs({ name, in: 'query', explode: true, deep: true }, each))
  return new URLSearchParams(pairs).toString()
}

/** What a model left out is not what every object has. */
function pick(input: Input, name: string): unknown {
  return Object.hasOwn(input, name) ? input[name] : undefined
}

function toMembers(value: object): [name: string, value: unknown][] {
  return Object.entries(value).filter(([, each]) => each !== undefined && each !== null)
}

/** Half a surrogate pair can't be encoded, so it becomes U+FFFD. */
function encode(value: unknown): string {
  return encodeURIComponent(toPlain(value).toWellFormed())
}

function toPlain(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

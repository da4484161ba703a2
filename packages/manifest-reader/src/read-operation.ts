import type { Findings } from './finding.ts'
import { findInvisible } from './invisible-text.ts'
import type { InputSchema, Operation, OperationBody, OperationExample, OperationParameter } from './operation.ts'
import { toObject, toText } from './to-object.ts'

interface Place {
  method: string
  path: string
  server: string
  /** Parameters of the path item. */
  common: unknown
  /** Security of the document. */
  security: unknown
  findings: Findings
}

/** Reads an operation whose references are in place. */
export function readOperation(value: unknown, place: Place): Operation | undefined {
  const source = toObject(value)
  const { method, path, server, findings } = place
  const title = `${method} ${path}`
  const name = readName(source['operationId'], title, findings)
  const description = readDescription(source, title, findings)
  const input: InputSchema = { type: 'object', properties: {}, required: [] }
  const parameters = readParameters([...toList(place.common), ...toList(source['parameters'])], { title, path, input, findings })
  const body = readBody(source['requestBody'], { title, method, input, findings })
  if (!name) return undefined
  const flag = source['x-openai-isConsequential']
  return {
    name,
    description,
    method,
    path,
    server,
    parameters,
    body,
    input,
    isConsequential: typeof flag === 'boolean' ? flag : undefined,
    isDestructive: isDestructive(source['x-patchbay-isDestructive'], method, name),
    needsAuth: isProtected(source['security'] ?? place.security),
    examples: readExamples(source, body),
  }
}

/** As the document says, else by how it is called: DELETE, or a POST to `cancelOrder`. */
function isDestructive(flag: unknown, method: string, name: string): boolean {
  if (typeof flag === 'boolean') return flag
  return method === 'DELETE' || (method !== 'GET' && takesAway(name))
}

/** An action that is called so takes something away: `cancelOrder`, `delete_note`. */
export function takesAway(name: string): boolean {
  return /^(?:[Cc]ancel|[Dd]elete|[Rr]emove|[Rr]evoke|[Dd]estroy|[Pp]urge|[Ee]rase|[Tt]erminate)(?![a-z])/.test(name)
}

function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function readName(value: unknown, title: string, findings: Findings): string | undefined {
  const name = toText(value)
  if (name === '') findings.error('operationId.missing', title, 'Give it an operationId: the name by which models call it.')
  else if (!/^[\w.-]{1,64}$/.test(name))
    findings.error(
      'operationId.characters',
      title,
      `The operationId ${JSON.stringify(name)} must be a word of at most 64 letters, digits, _, . and -.`,
    )
  else return name
  return undefined
}

function readDescription(source: Record<string, unknown>, title: string, findings: Findings): string {
  const texts = [toText(source['description']).trim(), toText(source['summary']).trim()]
  const longest = Math.max(...texts.map((text) => text.length))
  if (longest === 0)
    findings.warning('operation.undescribed', title, 'Has no description. Say when a model should use it, and what it changes.')
  if (longest > 300)
    findings.error('operation.description.long', title, `Its description has ${longest} characters; hosts take at most 300.`)
  else if (longest > 200)
    findings.warning('operation.description.long', title, `Its description has ${longest} characters; better at most 200.`)
  checkInvisible(texts.join(''), title, findings)
  return texts[0] || texts[1] || ''
}

function checkInvisible(text: string, title: string, findings: Findings): void {
  const hidden = findInvisible(text)
  if (hidden) findings.error('invisible', title, `Has the invisible character ${hidden}, which hides text from people. Take it out.`)
}

interface Reading {
  title: string
  input: InputSchema
  findings: Findings
}

function readParameters(list: unknown[], { title, path, input, findings }: Reading & { path: string }): OperationParameter[] {
  const found = new Map<string, OperationParameter>()
  for (const each of list) {
    const parameter = toObject(each)
    const name = toText(parameter['name'])
    const where = parameter['in']
    const place = `${title}, parameter ${name}`
    if (where === 'header' || where === 'cookie') {
      // Programs may send it, and who can't loses nothing.
      if (parameter['required'] === true || !/^idempotency-key$/i.test(name))
        findings.warning('parameter.in', place, `Is in a ${where}, which hosts do not send. Put it in the query or the body.`)
      continue
    }
    if (name === '' || name === '__proto__' || (where !== 'path' && where !== 'query')) {
      findings.error('parameter.shape', place, 'Needs a name, and "in": "path" or "query".')
      continue
    }
    const schema = { ...toObject(parameter['schema']) }
    const description = toText(parameter['description']) || toText(schema['description'])
    checkParameterText(description, place, findings)
    input.properties[name] = description ? { ...schema, description } : schema
    if (parameter['required'] === true || where === 'path') addRequired(input, name)
    found.set(name, { name, in: where, explode: parameter['explode'] !== false, deep: parameter['style'] === 'deepObject' })
  }
  for (const [, name = ''] of path.matchAll(/\{([^}]+)\}/g))
    if (!found.has(name)) findings.error('parameter.path', title, `The path has {${name}}, but no parameter of this name.`)
  return [...found.values()]
}

function checkParameterText(text: string, place: string, findings: Findings): void {
  if (text.length > 700)
    findings.error('parameter.description.long', place, `Its description has ${text.length} characters; hosts take at most 700.`)
  else if (text.length > 200)
    findings.warning('parameter.description.long', place, `Its description has ${text.length} characters; better at most 200.`)
  checkInvisible(text, place, findings)
}

function addRequired(input: InputSchema, name: string): void {
  if (!input.required.includes(name)) input.required.push(name)
}

function readBody(value: unknown, { title, method, input, findings }: Reading & { method: string }): OperationBody | undefined {
  if (value === undefined) return undefined
  const body = toObject(value)
  const content = toObject(body['content'])
  const json = Object.keys(content).find((type) => /^application\/(?:[\w.-]+\+)?json\b/i.test(type))
  if (!json) {
    findings.error('body.type', title, 'Takes no JSON: describe its body under "application/json", which is what hosts send.')
    return undefined
  }
  if (method === 'GET') findings.warning('body.get', title, 'Is a GET with a body, which many servers drop. Use the query.')
  const schema = mergeAll(toObject(toObject(content[json])['schema']))
  const properties = schema['properties']
  if (typeof properties !== 'object' || properties === null) return readWholeBody(schema, { title, input, findings, body })
  const required = new Set(toList(schema['required']))
  const members = Object.keys(properties)
  for (const [name, each] of Object.entries(properties)) {
    const { required: isRequired, ...property } = toObject(each)
    const place = `${title}, parameter ${name}`
    if (name === '__proto__') {
      findings.error('parameter.shape', place, 'Can’t have this name.')
      continue
    }
    checkParameterText(toText(property['description']), place, findings)
    if (name in input.properties)
      findings.warning('body.twice', place, 'Stands in the body and outside it; the same value is sent in both.')
    // In OpenAI's own examples members say it themselves.
    if (typeof isRequired === 'boolean') findings.advice('property.required', place, 'Write "required" as a list beside "properties".')
    input.properties[name] = Array.isArray(isRequired) ? { ...property, required: isRequired } : property
    if (required.has(name) || isRequired === true) addRequired(input, name)
  }
  return { members }
}

/** `allOf` of objects is one object with the members of all. */
function mergeAll(schema: Record<string, unknown>): Record<string, unknown> {
  const { allOf, ...own } = schema
  if (!Array.isArray(allOf)) return schema
  const parts = [...allOf.map((each) => mergeAll(toObject(each))), own]
  const properties = Object.assign({}, ...parts.map((part) => toObject(part['properties']))) as Record<string, unknown>
  return { ...own, type: 'object', properties, required: parts.flatMap((part) => toList(part['required'])) }
}

/** A body that is not an object becomes one parameter. */
function readWholeBody(
  schema: Record<string, unknown>,
  { title, input, findings, body }: Reading & { body: Record<string, unknown> },
): OperationBody {
  if (schema['type'] === 'object')
    findings.warning('body.bare', title, 'Takes an object without properties: a model can’t know its members.')
  input.properties['body'] = schema
  if (body['required'] === true) addRequired(input, 'body')
  return { members: undefined }
}

function isProtected(security: unknown): boolean {
  if (!Array.isArray(security)) return true
  return security.length > 0 && !security.some((each) => Object.keys(toObject(each)).length === 0)
}

/** `x-patchbay-examples`, or the named examples of the body. */
function readExamples(source: Record<string, unknown>, body: OperationBody | undefined): OperationExample[] {
  const own = toList(source['x-patchbay-examples']).map((each) => [toObject(each)['say'], toObject(each)['input']])
  const content = toObject(toObject(source['requestBody'])['content'])
  const named = Object.values(toObject(toObject(content['application/json'])['examples'])).map((each) => [
    toObject(each)['summary'],
    body?.members ? toObject(each)['value'] : { body: toObject(each)['value'] },
  ])
  const found = own.length > 0 ? own : named
  return found.flatMap(([say, input]) => (typeof say === 'string' && say !== '' ? [{ say, input: toObject(input) }] : []))
}

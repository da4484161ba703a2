import { checkInvisible } from './check-texts.ts'
import type { Findings } from './finding.ts'
import type { InputSchema, Operation, OperationBody, OperationExample } from './operation.ts'
import { readBody } from './read-body.ts'
import { readParameters } from './read-parameters.ts'
import { countCharacters, toList, toObject, toText } from './to-object.ts'

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

/** Reads an operation whose references are in place. Undefined when it can't be called. */
export function readOperation(value: unknown, place: Place): Operation | undefined {
  const source = toObject(value)
  const { method, path, server, findings } = place
  const title = `${method} ${path}`
  const name = readName(source['operationId'], title, findings)
  const description = readDescription(source, title, findings)
  const input: InputSchema = { type: 'object', properties: {}, required: [] }
  const reading = { title, input, findings }
  const parameters = readParameters([...toList(place.common), ...toList(source['parameters'])], path, reading)
  const hasBody = source['requestBody'] !== undefined
  const body = hasBody ? readBody(source['requestBody'], method, reading) : undefined
  if (!name || (hasBody && !body)) return undefined
  return {
    name,
    description,
    method,
    path,
    server,
    parameters,
    body,
    input,
    isConsequential: readFlag(source['x-openai-isConsequential'], title, findings),
    isDestructive: isDestructive(source['x-patchbay-isDestructive'], method, name),
    needsAuth: isProtected(source['security'] ?? place.security),
    examples: readExamples(source, body),
  }
}

function readFlag(value: unknown, title: string, findings: Findings): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (value !== undefined)
    findings.warning('isConsequential', title, 'Write x-openai-isConsequential as true or false, without quotes. It does not count so.')
  return undefined
}

/** Methods that change nothing. */
export function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

/** As the document says, else by how it is called: DELETE, or a POST to `cancelOrder`. */
function isDestructive(flag: unknown, method: string, name: string): boolean {
  if (typeof flag === 'boolean') return flag
  return method === 'DELETE' || (!isRead(method) && takesAway(name))
}

/** An action that is called so takes something away: `cancelOrder`, `delete_note`. */
export function takesAway(name: string): boolean {
  return /^(?:[Cc]ancel|[Dd]elete|[Rr]emove|[Rr]evoke|[Dd]estroy|[Pp]urge|[Ee]rase|[Tt]erminate)(?![a-z])/.test(name)
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
  const longest = Math.max(...texts.map(countCharacters))
  if (longest === 0)
    findings.warning('operation.undescribed', title, 'Has no description. Say when a model should use it, and what it changes.')
  if (longest > 300)
    findings.error('operation.description.long', title, `Its description has ${longest} characters; hosts take at most 300.`)
  else if (longest > 200)
    findings.warning('operation.description.long', title, `Its description has ${longest} characters; better at most 200.`)
  checkInvisible(texts, title, findings)
  return texts[0] || texts[1] || ''
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

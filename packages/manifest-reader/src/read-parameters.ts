import { checkInvisible, checkParameterText } from './check-texts.ts'
import type { Findings } from './finding.ts'
import type { InputSchema, OperationParameter } from './operation.ts'
import { toObject, toText } from './to-object.ts'

/** What is read of one operation, while it is. */
export interface Reading {
  /** `GET /todos` */
  title: string
  input: InputSchema
  findings: Findings
}

/** Headers that hosts send by themselves, and those that a document may not describe (OpenAPI 3.1 §4.8.12.1). */
const sentAnyway =
  /^(?:openai-(?:conversation-id|ephemeral-user-id|subdivision-1-iso-code)|accept(?:-language)?|authorization|content-type|user-agent)$/i

/** Reads what stands in path and query into the input. Later ones replace earlier ones of the same name. */
export function readParameters(list: readonly unknown[], path: string, reading: Reading): OperationParameter[] {
  const { title, input, findings } = reading
  const found = new Map<string, OperationParameter>()
  for (const each of list) {
    const parameter = readParameter(toObject(each), reading)
    if (parameter) found.set(parameter.name, parameter)
  }
  for (const [, name = ''] of path.matchAll(/\{([^}]+)\}/g)) {
    if (found.get(name)?.in === 'path') continue
    findings.error('parameter.path', title, `The path has {${name}}, but no parameter of this name with "in": "path".`)
  }
  input.required = [...new Set(input.required)]
  return [...found.values()]
}

function readParameter(parameter: Record<string, unknown>, { title, input, findings }: Reading): OperationParameter | undefined {
  const name = toText(parameter['name'])
  const where = parameter['in']
  const place = `${title}, parameter ${name}`
  if (where === 'header' || where === 'cookie') {
    checkHeader(parameter, place, findings)
    return undefined
  }
  if (name === '' || name === '__proto__' || (where !== 'path' && where !== 'query')) {
    findings.error('parameter.shape', place, 'Needs a name, and "in": "path" or "query".')
    return undefined
  }
  const content = Object.values(toObject(parameter['content']))[0]
  const schema = toObject(content === undefined ? parameter['schema'] : toObject(content)['schema'])
  const description = toText(parameter['description']) || toText(schema['description'])
  checkParameterText(description, place, findings)
  input.properties[name] = description ? { ...schema, description } : { ...schema }
  checkInvisible({ [name]: input.properties[name] }, place, findings)
  if (parameter['required'] === true || where === 'path') input.required.push(name)
  return {
    name,
    in: where,
    ...(content === undefined ? readStyle(parameter, place, findings) : { explode: true, deep: false, isJson: true }),
  }
}

function checkHeader(parameter: Record<string, unknown>, place: string, findings: Findings): void {
  const name = toText(parameter['name'])
  if (parameter['in'] === 'header' && sentAnyway.test(name)) return
  // Programs may send it, and who can't loses nothing.
  if (parameter['required'] !== true && /^idempotency-key$/i.test(name)) return
  const message = `Is in a ${toText(parameter['in'])}, which hosts do not send. Put it in the query or the body.`
  findings.warning('parameter.in', place, message)
}

const separators: Record<string, string> = { spaceDelimited: ' ', pipeDelimited: '|' }

/** How lists and objects are written (OpenAPI 3.1 §4.8.12.2): in the query `form` when it is not said, in a path `simple`. */
function readStyle(
  parameter: Record<string, unknown>,
  place: string,
  findings: Findings,
): Pick<OperationParameter, 'explode' | 'deep' | 'separator'> {
  const usual = parameter['in'] === 'path' ? 'simple' : 'form'
  const style = toText(parameter['style']) || usual
  const separator = separators[style]
  const isDeep = style === 'deepObject'
  if (style !== usual && (usual === 'simple' || (separator === undefined && !isDeep)))
    findings.warning('parameter.style', place, `Is in the style ${style}, which hosts do not write. It is sent in the style ${usual}.`)
  const explode = typeof parameter['explode'] === 'boolean' ? parameter['explode'] : style === 'form'
  return { explode, deep: isDeep, ...(separator !== undefined && { separator }) }
}

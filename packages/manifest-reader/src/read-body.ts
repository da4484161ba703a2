import { checkInvisible, checkParameterText } from './check-texts.ts'
import { mergeAll } from './merge-schemas.ts'
import type { OperationBody } from './operation.ts'
import type { Reading } from './read-parameters.ts'
import { toList, toObject, toText } from './to-object.ts'

/** Reads a body into the input. Undefined when none can be sent that fits. */
export function readBody(value: unknown, method: string, reading: Reading): OperationBody | undefined {
  const { title, input, findings } = reading
  const body = toObject(value)
  const [contentType, media] = chooseContent(toObject(body['content'])) ?? []
  if (!contentType) {
    const message = 'Takes no JSON, so it is left out: describe its body under "application/json", which is what hosts send.'
    findings.warning('body.type', title, message)
    return undefined
  }
  if (method === 'GET') findings.warning('body.get', title, 'Is a GET with a body, which many servers drop. Use the query.')
  const schema = mergeAll(toObject(toObject(media)['schema']))
  const properties = schema['properties']
  if (typeof properties !== 'object' || properties === null) return { ...readWholeBody(schema, body, reading), contentType }
  const required = new Set(toList(schema['required']))
  const members = Object.entries(properties).flatMap(([name, each]) => readMember(name, toObject(each), { reading, required }) ?? [])
  input.required = [...new Set(input.required)]
  return { members, contentType }
}

/** JSON, what stands for anything, or a form. */
function chooseContent(content: Record<string, unknown>): [contentType: string, media: unknown] | undefined {
  const types = Object.keys(content)
  const json = types.find((type) => /^application\/(?:[\w.-]+\+)?json\b/i.test(type))
  if (json !== undefined) return [json, content[json]]
  const any = types.find((type) => /^(?:application|\*)\/\*$/.test(type))
  if (any !== undefined) return ['application/json', content[any]]
  const form = types.find((type) => /^application\/x-www-form-urlencoded\b/i.test(type))
  return form === undefined ? undefined : [form, content[form]]
}

interface MemberReading {
  reading: Reading
  required: ReadonlySet<unknown>
}

function readMember(
  name: string,
  { required: isRequired, ...property }: Record<string, unknown>,
  { reading: { title, input, findings }, required }: MemberReading,
): string | undefined {
  const place = `${title}, parameter ${name}`
  if (property['readOnly'] === true) return undefined
  if (name === '__proto__') {
    findings.error('parameter.shape', place, 'Can’t have this name.')
    return undefined
  }
  checkParameterText(toText(property['description']), place, findings)
  if (Object.hasOwn(input.properties, name))
    findings.warning('body.twice', place, 'Stands in the body and outside it; the same value is sent in both.')
  // In OpenAI's own examples members say it themselves.
  if (typeof isRequired === 'boolean') findings.advice('property.required', place, 'Write "required" as a list beside "properties".')
  input.properties[name] = Array.isArray(isRequired) ? { ...property, required: isRequired } : property
  checkInvisible({ [name]: input.properties[name] }, place, findings)
  if (required.has(name) || isRequired === true) input.required.push(name)
  return name
}

/** A body that is not an object becomes one parameter. */
function readWholeBody(
  schema: Record<string, unknown>,
  body: Record<string, unknown>,
  { title, input, findings }: Reading,
): Pick<OperationBody, 'members'> {
  if (schema['type'] === 'object')
    findings.warning('body.bare', title, 'Takes an object without properties: a model can’t know its members.')
  const place = `${title}, parameter body`
  if (Object.hasOwn(input.properties, 'body'))
    findings.warning(
      'body.twice',
      place,
      'Is what the whole body is called here, and stands outside it, too: the same value is sent in both.',
    )
  checkInvisible(schema, place, findings)
  input.properties['body'] = schema
  if (body['required'] === true) input.required.push('body')
  return { members: undefined }
}

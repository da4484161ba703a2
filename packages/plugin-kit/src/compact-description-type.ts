/** One parameter: its declaration, `id?: string,`, and what stands above it. */
export interface Field {
  description: string
  text: string
}

/** Deeper than this, and where a schema contains itself, a type is `any`. */
const deepest = 12

/** The members of a JSON Schema of type object; none for anything else. */
export function toFields(schema: unknown, above: readonly unknown[] = []): Field[] {
  const { properties, required } = toObject(schema)
  const needed = new Set(Array.isArray(required) ? required : [])
  return Object.entries(toObject(properties)).map(([name, property]) => {
    const { description } = toObject(property)
    const mark = needed.has(name) ? '' : '?'
    const text = `${toKey(name)}${mark}: ${toUnion(toTypes(property, [...above, schema]))},`
    return { description: typeof description === 'string' ? description : '', text }
  })
}

/** The alternatives that a JSON Schema allows, as TypeScript. */
function toTypes(schema: unknown, above: readonly unknown[]): string[] {
  if (above.length > deepest || above.includes(schema)) return ['any']
  const { type, enum: values, anyOf, oneOf, allOf, ...rest } = toObject(schema)
  if ('const' in rest) return [JSON.stringify(rest.const)]
  if (Array.isArray(values) && values.length > 0) return values.map((value) => JSON.stringify(value))
  if (Array.isArray(allOf) && allOf.length > 0) return toTypes(join([...allOf, { ...toObject(schema), allOf: [] }]), [...above, schema])
  const variants = anyOf ?? oneOf
  if (Array.isArray(variants) && variants.some(saysType))
    return variants.flatMap((variant) => toTypes(rest.properties ? join([{ ...rest, type }, variant]) : variant, [...above, schema]))
  if (Array.isArray(type) && type.length > 0) return type.map((one) => toPlainType(one, schema, above))
  return [toPlainType(type, schema, above)]
}

/** Some alternatives only say which members belong together. */
function saysType(schema: unknown): boolean {
  return Object.keys(toObject(schema)).some((key) => key !== 'required')
}

/** One schema with what all of them say. */
function join(schemas: readonly unknown[]): Record<string, unknown> {
  const parts = schemas.map(toObject)
  const toLists = (name: string) => parts.flatMap(({ [name]: list }) => (Array.isArray(list) ? (list as unknown[]) : []))
  const properties = Object.assign({}, ...parts.map((part) => toObject(part.properties))) as Record<string, unknown>
  const isObject = Object.keys(properties).length > 0
  return { ...Object.assign({}, ...parts), required: toLists('required'), allOf: toLists('allOf'), ...(isObject && { properties }) }
}

function toPlainType(type: unknown, schema: unknown, above: readonly unknown[]): string {
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'string' || type === 'boolean' || type === 'null') return type
  if (type === 'array') return toArray(toTypes(toObject(schema).items, [...above, schema]))
  return type === 'object' || toObject(schema).properties ? toNested(toFields(schema, above)) : 'any'
}

function toArray(types: string[]): string {
  const union = toUnion(types)
  return union !== 'any' && new Set(types).size > 1 ? `(${union})[]` : `${union}[]`
}

function toUnion(types: string[]): string {
  return types.includes('any') ? 'any' : [...new Set(types)].join(' | ')
}

/** Members of members have no comments; each level is indented by two spaces. */
function toNested(fields: Field[]): string {
  if (fields.length === 0) return 'object'
  return `{\n${fields.map(({ text }) => `  ${text.replaceAll('\n', '\n  ')}`).join('\n')}\n}`
}

function toKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}

function toObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

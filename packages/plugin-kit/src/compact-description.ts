import { toFields } from './compact-description-type.ts'

/** An operation as a model sees it. */
export interface ModelOperation {
  name: string
  description: string
  /** A JSON Schema of type object whose members are the parameters and the members of the body, in this order. */
  parameters: Readonly<Record<string, unknown>>
}

export interface CompactDescriptionOptions {
  /** The `name_for_model` of the manifest. */
  nameForModel: string
  /** The `description_for_model` of the manifest. */
  description: string
  operations: readonly ModelOperation[]
}

/**
 * The text that a ChatGPT-plugin host puts into the conversation for an enabled plugin: TypeScript, requests only.
 * It takes foreign schemas as they are: what it does not know becomes `any`, and `$ref` is not followed.
 */
export function toCompactDescription({ nameForModel, description, operations }: CompactDescriptionOptions): string {
  const lines = [
    ...toComment(description),
    `namespace ${nameForModel} {`,
    '',
    ...operations.flatMap((operation) => [...toOperationLines(operation), '']),
    `} // namespace ${nameForModel}`,
  ]
  return lines.join('\n')
}

function toOperationLines({ name, description, parameters }: ModelOperation): string[] {
  const fields = toFields(parameters)
  if (fields.length === 0) return [...toComment(description), `type ${name} = () => any;`]
  const lines = fields.flatMap((field) => [...toComment(field.description), field.text])
  return [...toComment(description), `type ${name} = (_: {`, ...lines, '}) => any;']
}

/** Every line gets its own mark, so that no text ends the comment it stands in. */
function toComment(text: string): string[] {
  const lines = text.trim().split(/\r\n|[\n\r\u2028\u2029]/)
  return text.trim() === '' ? [] : lines.map((line) => `// ${line}`.trimEnd())
}

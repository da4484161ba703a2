import type { Answer } from '@patchbay/console/api'
import type { FormEvent } from 'react'

interface Field {
  type?: string
  title?: string
  description?: string
  enum?: string[]
  default?: unknown
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  /** Values with titles (SEP-1330). */
  oneOf?: Choice[]
  enumNames?: string[]
  items?: { enum?: string[]; anyOf?: Choice[] }
}

interface Choice {
  const: string
  title?: string
}

interface SchemaFormProps {
  text: string
  schema: Record<string, unknown>
  onAnswer: (answer: Answer) => void
}

/** A form of plain fields that a plugin asks to be filled in. */
export function SchemaForm({ text, schema, onAnswer }: SchemaFormProps) {
  const fields = Object.entries((schema['properties'] ?? {}) as Record<string, Field>)
  const required = new Set((schema['required'] ?? []) as string[])
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const filled = fields.flatMap(([name, field]) => {
      const value = toValue(field, data.getAll(name))
      return value === undefined ? [] : [[name, value]]
    })
    onAnswer({ decision: 'accept', content: Object.fromEntries(filled) as Record<string, unknown> })
  }
  return (
    <form onSubmit={send}>
      <p>{text}</p>
      {fields.map(([name, field]) => (
        <label key={name} className={field.type === 'boolean' ? 'check' : 'field'}>
          {field.title ?? name}
          <Input name={name} field={field} isRequired={required.has(name)} />
          {field.description && <span className="quiet">{field.description}</span>}
        </label>
      ))}
      <p className="quiet">Never type a password here.</p>
      <div className="buttons">
        <button type="submit">Send</button>
        <button type="button" className="second" onClick={() => onAnswer({ decision: 'deny' })}>
          Deny
        </button>
      </div>
    </form>
  )
}

const inputTypes: Record<string, string> = { email: 'email', uri: 'url', date: 'date', 'date-time': 'datetime-local' }

function Input({ name, field, isRequired }: { name: string; field: Field; isRequired: boolean }) {
  const choices = toChoices(field)
  const isSeveral = field.type === 'array'
  if (choices) {
    const given = isSeveral ? ((field.default ?? []) as string[]) : String(field.default ?? '')
    return (
      <select name={name} required={isRequired} multiple={isSeveral} defaultValue={given}>
        {!isSeveral && <option value="" />}
        {choices.map(({ const: value, title }) => (
          <option key={value} value={value}>
            {title ?? value}
          </option>
        ))}
      </select>
    )
  }
  if (field.type === 'boolean') return <input type="checkbox" name={name} defaultChecked={field.default === true} />
  const isNumber = field.type === 'number' || field.type === 'integer'
  return (
    <input
      name={name}
      type={isNumber ? 'number' : (inputTypes[field.format ?? ''] ?? 'text')}
      step={isNumber ? (field.type === 'integer' ? 1 : 'any') : undefined}
      min={field.minimum}
      max={field.maximum}
      minLength={field.minLength}
      maxLength={field.maxLength}
      required={isRequired}
      defaultValue={String(field.default ?? '')}
    />
  )
}

function toChoices({ enum: values, enumNames, oneOf, items }: Field): Choice[] | undefined {
  const listed = values ?? items?.enum
  return oneOf ?? items?.anyOf ?? listed?.map((value, index) => ({ const: value, title: enumNames?.[index] ?? value }))
}

/** Undefined for what was left blank. */
function toValue(field: Field, values: readonly FormDataEntryValue[]): unknown {
  if (field.type === 'boolean') return values.length > 0
  const texts = values.filter((value): value is string => typeof value === 'string' && value !== '')
  if (field.type === 'array') return texts.length > 0 ? texts : undefined
  const [text] = texts
  if (text === undefined) return undefined
  if (field.type === 'number' || field.type === 'integer') return Number(text)
  return field.format === 'date-time' ? new Date(text).toISOString() : text
}

import type { Answer } from '@patchbay/console/api'
import type { FormEvent } from 'react'

interface Field {
  type?: string
  title?: string
  description?: string
  enum?: string[]
  default?: unknown
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
    onAnswer({ decision: 'accept', content: Object.fromEntries(fields.map(([name, field]) => [name, toValue(field, data.get(name))])) })
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

function Input({ name, field, isRequired }: { name: string; field: Field; isRequired: boolean }) {
  if (field.enum) {
    return (
      <select name={name} required={isRequired} defaultValue={String(field.default ?? '')}>
        {field.enum.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </select>
    )
  }
  if (field.type === 'boolean') return <input type="checkbox" name={name} defaultChecked={field.default === true} />
  const isNumber = field.type === 'number' || field.type === 'integer'
  return (
    <input
      name={name}
      type={isNumber ? 'number' : 'text'}
      step={field.type === 'integer' ? 1 : 'any'}
      required={isRequired}
      defaultValue={String(field.default ?? '')}
    />
  )
}

function toValue(field: Field, value: FormDataEntryValue | null): unknown {
  if (field.type === 'boolean') return value !== null
  if (field.type === 'number' || field.type === 'integer') return Number(value)
  return typeof value === 'string' ? value : ''
}

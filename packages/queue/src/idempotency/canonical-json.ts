import { createHash } from 'node:crypto'

/** The one JSON text of a value: members sorted by UTF-16 code units, no spaces (RFC 8785 §3.2). */
export function toCanonicalJson(value: unknown): string {
  return write(JSON.parse(JSON.stringify(value) ?? 'null'))
}

/** Names a call by what is called and with which input: the same for inputs that mean the same. */
export function toFingerprint(plugin: string, action: string, input: unknown): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([plugin, action]))
    .update(toCanonicalJson(input))
    .digest()
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`).join(',')}}`
}

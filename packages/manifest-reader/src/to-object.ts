/** A member by member look at what somebody else wrote: anything but an object has no members. */
export function toObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

export function toText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** As people count them: one that takes two units in memory is one. */
export function countCharacters(text: string): number {
  return Array.from(text).length
}

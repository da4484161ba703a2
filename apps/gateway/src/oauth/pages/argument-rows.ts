interface ArgumentRow {
  label: string
  value: string
}

/** Arguments as people read them, a row for each value: what is nested is named by its way. */
export function toArgumentRows(value: unknown, way: readonly string[] = []): ArgumentRow[] {
  if (typeof value === 'object' && value !== null) {
    const members = Array.isArray(value)
      ? value.map((member, index) => [String(index + 1), member] as const)
      : Object.entries(value).map(([name, member]) => [toWords(name), member] as const)
    if (members.length > 0) return members.flatMap(([name, member]) => toArgumentRows(member, [...way, name]))
    return way.length === 0 ? [] : [{ label: toLabel(way), value: 'none' }]
  }
  return [{ label: toLabel(way), value: toText(value) }]
}

/** Text in which nothing is hidden: what can't be seen, or turns the order of letters around, is written as its code. */
export function toVisible(text: string): string {
  return text.toWellFormed().replace(hidden, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
}

/** Control and format characters but for line ends and tabs, line separators, and letters that are drawn as nothing. */
const hidden = /(?![\n\t])\p{C}|[\u2028\u2029\u115f\u1160\u3164\uffa0]|\u034f/gu

function toText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (value === null) return 'none'
  return value === '' ? 'empty' : toVisible(String(value))
}

/** `expectedPrice` → `expected price` */
function toWords(name: string): string {
  return toVisible(name.replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`))
}

function toLabel(way: readonly string[]): string {
  const text = way.join(' › ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

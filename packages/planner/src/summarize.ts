import { splitName } from './text/words.ts'

const most = 10

/** An answer of a tool as a short text in Markdown: a list of what came, or its fields. Deterministic. */
export function summarize(title: string, result: unknown): string {
  if (typeof result !== 'object' || result === null) return `${title}: ${String(result)}`
  const fields = result as Record<string, unknown>
  const list = findList(result)
  if (!list) return `${title}:\n\n${toBullets(fields)}`
  // One thing, such as an order with its lines: what it is says more than what it holds.
  if ('id' in fields) return `${title}:\n\n${[toBullets(fields), toNumbered(list)].filter(Boolean).join('\n\n')}`
  return list.length === 0 ? `${title}: nothing was found.` : `${title}:\n\n${toNumbered(list)}`
}

function toBullets(fields: Readonly<Record<string, unknown>>): string {
  const { id } = fields
  const own = typeof id === 'string' || typeof id === 'number' ? [`id: ${id}`] : []
  return [...own, ...toFields(toTelling(fields))].map((field) => `- ${field}`).join('\n')
}

/** Without what only programs need: ids, and a currency that stands with each price too. */
function toTelling(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isPriced = Object.values(fields).some((value) => isMoney(value) || isWorded(value))
  const isTelling = (name: string) => !/^id$|Id$|_id$|[a-z]Ids$/.test(name) && !(isPriced && name === 'currency')
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isTelling(name)))
}

function toNumbered(list: readonly unknown[]): string {
  const lines = list.slice(0, most).map((item, index) => [`${index + 1}. ${toLine(item)}`, ...toInner(item)].join('\n'))
  const more = list.length > most ? `\n\n… and ${list.length - most} more.` : ''
  return `${lines.join('\n')}${more}`
}

function findList(value: object): unknown[] | undefined {
  if (Array.isArray(value)) return value
  return Object.values(value).find((child): child is unknown[] => Array.isArray(child) && child.every((entry) => typeof entry === 'object'))
}

/** The entries of a list within an entry, such as the dishes of a section. */
function toInner(item: unknown): string[] {
  const inner = typeof item === 'object' && item !== null && !Array.isArray(item) ? findList(item) : undefined
  const isTable = inner?.every((entry) => typeof entry === 'object' && entry !== null && labels.some((name) => name in entry))
  return isTable ? inner!.slice(0, most).map((entry) => `   - ${toLine(entry)}`) : []
}

const labels = ['title', 'name', 'label', 'text', 'snippet', 'summary']

function toLine(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item)
  const fields = item as Record<string, unknown>
  const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0
  const label = labels.map((name) => fields[name]).find(isText) ?? Object.values(fields).map(toWay).find(isText) ?? fields.id
  const url = typeof fields.url === 'string' ? fields.url : undefined
  const head = label === undefined ? undefined : url ? `[${shorten(String(label))}](${url})` : `**${shorten(String(label))}**`
  const isPrice = ([, value]: [string, unknown]) => isMoney(value) || isWorded(value)
  const telling = Object.entries(toTelling(fields)).toSorted((left, right) => Number(isPrice(right)) - Number(isPrice(left)))
  const rest = toFields(Object.fromEntries(telling)).filter(
    (field) => ![...labels, 'url'].some((name) => field.startsWith(`${splitName(name)}: `)) && !field.endsWith(`: ${String(label)}`),
  )
  return [head, ...rest.slice(0, 5)].filter(Boolean).join(' · ')
}

function toFields(fields: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const text = toText(value)
    return text === undefined ? [] : [`${splitName(name)}: ${text}`]
  })
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string')
    return value === '' ? undefined : /^https?:\/\//.test(value) ? `<${value}>` : shorten(toDate(value) ?? value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (isMoney(value))
    return new Intl.NumberFormat('en', { style: 'currency', currency: value.currency }).format(value.amount / toUnits(value.currency))
  if (isWorded(value)) return shorten(value.text)
  if (Array.isArray(value))
    return value.length > 0 && value.every((entry) => typeof entry === 'string') ? shorten(value.join(', ')) : undefined
  return toWay(value)
}

/** From where to where, and when: as the plugin says it, in the time of the place. */
function toWay(value: unknown): string | undefined {
  const { from, to, departs, arrives } = (value ?? {}) as Record<string, unknown>
  if (typeof from !== 'string' || typeof to !== 'string') return undefined
  const times = [departs, arrives].map((time) => (typeof time === 'string' ? toDate(time) : undefined))
  return [`${from} → ${to}`, times.filter(Boolean).join(' to ')].filter(Boolean).join(', ')
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2027-05-14T09:25:00+02:00` as `14 May 2027 09:25`; undefined where it is no time. */
function toDate(text: string): string | undefined {
  const [, year, month, day, time] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? []
  const name = months[Number(month) - 1]
  return name && `${Number(day)} ${name} ${year} ${time}${text.endsWith('Z') ? ' UTC' : ''}`
}

function isMoney(value: unknown): value is { amount: number; currency: string } {
  const { amount, currency } = (value ?? {}) as { amount?: unknown; currency?: unknown }
  return typeof amount === 'number' && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
}

/** Money that says itself how it is written. */
function isWorded(value: unknown): value is { amount: number; text: string } {
  const { amount, text } = (value ?? {}) as { amount?: unknown; text?: unknown }
  return typeof amount === 'number' && typeof text === 'string'
}

function toUnits(currency: string): number {
  return 10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 120 ? `${line.slice(0, 119)}…` : line
}

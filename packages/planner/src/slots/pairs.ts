import { splitName, toWords } from '../text/words.ts'
import type { JsonSchema } from '../tool.ts'

/** `username: nina, todo: buy milk`: values with the names of their parameters. */
export function findPairs(text: string, properties: Readonly<Record<string, JsonSchema>>): Record<string, unknown> {
  if (!/[:=]/.test(text)) return {}
  const names = new Map(Object.keys(properties).map((name) => [toWords(splitName(name)).join(' '), name] as const))
  const parts = text.split(/[,;\n]\s{0,5}(?:and\s{1,5})?(?=[\p{L}\p{N}_ ]{1,40}[:=])/u)
  return Object.fromEntries(
    parts.flatMap((part) => {
      const at = part.search(/[:=]/)
      const name = at < 0 || at > 60 ? undefined : names.get(toWords(splitName(part.slice(0, at).replace(/^\s{0,5}the\s/i, ''))).join(' '))
      const value = name === undefined ? undefined : toValue(unquote(part.slice(at + 1).trim()), properties[name]!)
      return value === undefined ? [] : [[name!, value]]
    }),
  )
}

function unquote(text: string): string {
  return /^["“„«].*["”“»]$/s.test(text) ? text.slice(1, -1) : text
}

function toValue(text: string, { type, enum: values }: JsonSchema): unknown {
  if (values) return values.find((value) => String(value).toLowerCase() === text.toLowerCase())
  if (type === 'integer' || type === 'number') return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
  if (type === 'boolean') return /^(?:yes|true)$/i.test(text) || (/^(?:no|false)$/i.test(text) ? false : undefined)
  return type === 'string' && text !== '' ? text : undefined
}

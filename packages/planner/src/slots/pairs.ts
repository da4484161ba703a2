import { splitName, toWords } from '../text/words.ts'
import type { JsonSchema } from '../tool.ts'

/** `username: nina, todo: buy milk`: values with the names of their parameters. */
export function findPairs(text: string, properties: Readonly<Record<string, JsonSchema>>): Record<string, unknown> {
  if (!/[:=]/.test(text)) return {}
  const names = new Map(Object.keys(properties).map((name) => [toWords(splitName(name)).join(' '), name] as const))
  const parts = text.split(/\s*[,;\n]\s*(?:and\s+)?(?=[\p{L}_ ]{1,40}[:=])/u)
  return Object.fromEntries(
    parts.flatMap((part) => {
      const [, head = '', quoted, plain = ''] =
        /^\s*(?:the\s+)?([\p{L}\p{N}_ ]{1,40}?)\s*[:=]\s*(?:["“„«](.+)["”“»]|(.+?))\s*$/su.exec(part) ?? []
      const name = names.get(toWords(splitName(head)).join(' '))
      const value = name === undefined ? undefined : toValue(quoted ?? plain, properties[name]!)
      return value === undefined ? [] : [[name!, value]]
    }),
  )
}

function toValue(text: string, { type, enum: values }: JsonSchema): unknown {
  if (values) return values.find((value) => String(value).toLowerCase() === text.toLowerCase())
  if (type === 'integer' || type === 'number') return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
  if (type === 'boolean') return /^(?:yes|true)$/i.test(text) || (/^(?:no|false)$/i.test(text) ? false : undefined)
  return type === 'string' && text !== '' ? text : undefined
}

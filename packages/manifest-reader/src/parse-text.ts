import { parseDocument } from 'yaml'

/** Deeper than this, no honest document is. */
const deepest = 100

/**
 * JSON, or YAML 1.2 of which JSON is a part. Aliases may not blow it up.
 *
 * @throws Error in words for the author.
 */
export function parseText(text: string): unknown {
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  if (trimmed === '') throw new Error('is empty')
  if (/^<(?:!doctype|html|\?xml)/i.test(trimmed)) throw new Error('is a web page, not a document. Serve the file itself.')
  const value = parseJson(trimmed) ?? parseYaml(trimmed)
  if (isDeeper(value, deepest)) throw new Error(`is nested more than ${deepest} levels deep`)
  return value
}

function parseJson(text: string): unknown {
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function parseYaml(text: string): unknown {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: true })
  const [error] = document.errors
  if (error) throw new Error(`is neither JSON nor YAML: ${error.message.split('\n')[0]}`)
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown
  } catch (error) {
    throw new Error('repeats its aliases too often', { cause: error })
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1))
}

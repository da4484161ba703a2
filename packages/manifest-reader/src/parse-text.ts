import { isScalar, parseDocument, visit, type Document } from 'yaml'

/** Deeper than this, no honest document is. */
const deepest = 100

/**
 * JSON, or YAML 1.2 of which JSON is a part, with the merge keys (`<<`) that authors use. Aliases may not blow it up.
 *
 * @throws Error in words for the author.
 */
export function parseText(text: string): unknown {
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  if (trimmed === '') throw new Error('is empty')
  if (/[\0\uFFFD]/.test(trimmed.slice(0, 4))) throw new Error('is not in UTF-8. Save it as UTF-8.')
  if (/^<(?:!doctype|html|\?xml)/i.test(trimmed)) throw new Error('is a web page, not a document. Serve the file itself.')
  const value = parseEither(trimmed)
  if (isDeeper(value, deepest)) throw tooDeep()
  return value
}

function parseEither(text: string): unknown {
  if (!/^[{[]/.test(text)) return parseYaml(text)
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    return parseFlow(text, error as Error)
  }
}

/** YAML that looks like JSON. When it is neither, the author meant JSON. */
function parseFlow(text: string, { message, name }: Error): unknown {
  if (name === 'RangeError') throw tooDeep()
  try {
    return parseYaml(text)
  } catch (error) {
    if (!(error as Error).message.startsWith('is neither')) throw error
    throw new Error(`is neither JSON nor YAML: ${message}`, { cause: error })
  }
}

function parseYaml(text: string): unknown {
  // Whether keys are unique is looked at below, since the library compares each with all others.
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false, merge: true })
  const [error] = document.errors
  if (error?.code === 'RESOURCE_EXHAUSTION') throw tooDeep()
  if (error) throw new Error(`is neither JSON nor YAML: ${error.message.split('\n')[0]}`)
  const twice = findTwice(document)
  if (twice !== undefined) throw new Error(`has the key ${JSON.stringify(twice)} twice in one place. Take one of them out.`)
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown
  } catch (error) {
    throw new Error('repeats its aliases too often', { cause: error })
  }
}

function findTwice(document: Document): string | undefined {
  let found: string | undefined
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key
        if (seen.has(name) && name !== '<<') found = String(name)
        seen.add(name)
      }
      return found === undefined ? undefined : visit.BREAK
    },
  })
  return found
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1))
}

function tooDeep(): Error {
  return new Error(`is nested more than ${deepest} levels deep`)
}

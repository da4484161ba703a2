import { toObject } from './to-object.ts'

/** More parts than this, once references are put in place, no honest document has. */
const mostParts = 50_000

export interface ReferenceProblem {
  reference: string
  problem: 'circular' | 'unknown' | 'foreign'
}

/** Puts what `$ref`s of a document name where they stand. Nothing is fetched; what contains itself stays open (`{}`). */
export interface References {
  /** @throws Error when the document grows beyond measure. */
  resolve(value: unknown): unknown
  problems: ReferenceProblem[]
}

export function createReferences(document: unknown): References {
  const problems: ReferenceProblem[] = []
  let parts = 0

  const visit = (value: unknown, within: readonly string[]): unknown => {
    parts += 1
    if (parts > mostParts) throw new Error(`has more than ${mostParts} parts once its references are put in place`)
    if (Array.isArray(value)) return value.map((each) => visit(each, within))
    if (typeof value !== 'object' || value === null) return value
    const { $ref: reference, ...rest } = value as Record<string, unknown>
    if (typeof reference !== 'string') return visitMembers(value as Record<string, unknown>, within)
    const problem = within.includes(reference) ? 'circular' : findProblem(document, reference)
    if (problem) {
      problems.push({ reference, problem })
      return rest
    }
    const target = visit(find(document, reference), [...within, reference])
    return { ...toObject(target), ...visitMembers(rest, within) }
  }
  const visitMembers = (value: Record<string, unknown>, within: readonly string[]) =>
    Object.fromEntries(Object.entries(value).map(([name, each]) => [name, visit(each, within)]))

  return { resolve: (value) => visit(value, []), problems }
}

function findProblem(document: unknown, reference: string): 'unknown' | 'foreign' | undefined {
  if (!reference.startsWith('#')) return 'foreign'
  return find(document, reference) === undefined ? 'unknown' : undefined
}

/** RFC 6901 in a URI fragment. */
function find(document: unknown, reference: string): unknown {
  if (reference === '#') return document
  const steps = reference.slice(2).split('/').map(unescapeStep)
  let value = document
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return value
}

function unescapeStep(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return step
  }
}

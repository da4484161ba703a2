import { toStems } from '../text/words.ts'

const name = String.raw`\p{Lu}[\p{Ll}\p{M}'’-]+`

/** Full names of people: `Ada Lovelace and Alan Turing`. */
export function findPeople(sentence: string): { givenName: string; familyName: string }[] {
  if (onlyNames.test(sentence)) return findPeople(`for ${sentence.trim()}`)
  const names = sentence.matchAll(
    /(?<=\b(?:for|is|are|and|passengers?|,|:|me)\s{0,2},?\s*)(\p{Lu}[\p{Ll}\p{M}'’-]+)\s+(\p{Lu}[\p{L}\p{M}'’-]+)/gu,
  )
  return [...names].map(([, givenName, familyName]) => ({ givenName: givenName!, familyName: familyName! }))
}

const onlyNames = new RegExp(`^\\s*${name}\\s+${name}(?:(?:\\s*,\\s*|\\s+(?:and|&)\\s+)${name}\\s+${name})+\\W*$`, 'u')

/** Whose something is, in small letters, too: `nina` of `for user nina` and of `nina's todos`. */
export function findOwner(marked: string, except: ReadonlySet<string>): string | undefined {
  const found = [
    ...marked.matchAll(/\b(?:for|of|by|user(?: ?name)?)\s+(?:(?:the|user(?: ?name)?|me)\s+)*([\p{L}\p{N}][\p{L}\p{N}_.-]*)/giu),
    ...marked.matchAll(/(?<!\p{L})([\p{L}\p{N}_-]+)['’]s\b/gu),
  ].map(([, text = '']) => text.replace(/[.-]+$/, ''))
  return found.find(
    (text) =>
      !/^(?:my|our|your|his|her|all|it|that|this|these|what|who|where|here|there|let|how|when|today|tomorrow|an?|user|me)$/i.test(text) &&
      !toStems(text).some((stem) => except.has(stem)),
  )
}

/** Whom to ask for, as it was said: `Ada Lovelace`, or `Ada` where nothing more stands between the commas. */
export function findPerson(sentence: string): string | undefined {
  const [person] = findPeople(sentence)
  if (person) return `${person.givenName} ${person.familyName}`
  const parts = sentence.split(/[,;.]\s|\bfor\b|\bname is\b|\bI am\b|\band\b/i).map((part) => part.trim())
  const isStreet = (part: string) => findStreet(part) !== undefined
  const isCalled = (pattern: RegExp) => (part: string) => pattern.test(part) && !isStreet(part)
  return (
    parts.find(isCalled(new RegExp(`^${name}(?:\\s+${name}){1,3}$`, 'u'))) ?? parts.slice(1).find(isCalled(new RegExp(`^${name}$`, 'u')))
  )
}

export function findPostcode(sentence: string): string | undefined {
  return /\b([A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|\d{3}-\d{4}|\d{5})\b/.exec(sentence)?.[1]
}

const suffix = '(?:stra(?:ße|sse)|str\\.|[Ss]treet|[Rr]oad|[Aa]venue|[Ll]ane|[Dd]rive|[Ss]t\\.?|[Pp]latz|[Ss]quare|weg|[Aa]llee|damm|ufer)'
const words = String.raw`(?:(?!to\b|at\b|in\b|the\b)[\p{L}'’.-]+\s+){0,2}?`
const streetPatterns = [
  // After `to` or a comma, in capitals or not; else a name.
  String.raw`(?:[,;:]\s*|\b(?:to|at|in)\s+)((?:\d+[a-z]?\s+)?${words}[\p{L}'’-]*${suffix}(?!\p{L})(?:\s+\d+[a-z]?)?)`,
  String.raw`(?<!\p{L})((?:\d+[A-Za-z]?\s+)?(?:\p{Lu}[\p{L}'’.-]*\s+){0,3}?(?:\p{Lu}[\p{L}'’-]*)?${suffix}(?!\p{L})(?:\s+\d+[a-z]?)?)`,
  String.raw`(?<!\S)(\d+[a-z]?,?\s+(?:rue|avenue|via|calle|boulevard)\s+[\p{L}\s'’-]+)`,
].map((pattern) => new RegExp(pattern, 'u'))

/** `Weserstraße 50`, `221B Baker Street`, `12 rue de Rivoli`. */
export function findStreet(sentence: string): string | undefined {
  for (const pattern of streetPatterns) {
    const street = pattern.exec(sentence)?.[1]?.trim()
    if (street !== undefined && street.includes(' ')) return street
  }
  return undefined
}

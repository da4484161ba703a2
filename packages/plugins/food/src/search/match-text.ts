import { isTypoOf } from './typo.ts'

/** Words of one field of what is searched, and how much a hit in it counts. */
export interface SearchField {
  words: readonly string[]
  weight: number
}

const noiseWords = new Set(['a', 'an', 'and', 'or', 'the', 'of', 'in', 'with', 'some', 'for', 'food', 'dish', 'restaurant', 'restaurants'])

/** `Crème brûlée!` is `creme`, `brulee`: lower case, without accents. */
export function toWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll('ß', 'ss')
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '')
}

/** The words of a query that say something; all of them when none does. */
export function toQueryWords(query: string): string[] {
  const words = toWords(query).slice(0, 12)
  const telling = words.filter((word) => !noiseWords.has(word))
  return telling.length > 0 ? telling : words
}

/**
 * Makes the function that says how well fields fit a query: 0 when a word of it is in none of them, whatever the others do.
 * It remembers words, for the same ones come again all over a menu.
 */
export function createScorer(query: readonly string[]): (fields: readonly SearchField[]) => number {
  const scoresByQuery = query.map((word) => ({ word, scores: new Map<string, number>() }))
  return (fields) => {
    let sum = 0
    for (const { word, scores } of scoresByQuery) {
      const best = Math.max(0, ...fields.map((field) => field.weight * scoreField(word, field.words, scores)))
      if (best === 0) return 0
      sum += best
    }
    return sum
  }
}

function scoreField(query: string, words: readonly string[], scores: Map<string, number>): number {
  let best = 0
  for (const word of words) {
    const score = scores.get(word) ?? scoreWord(query, word)
    scores.set(word, score)
    best = Math.max(best, score)
  }
  return best
}

function scoreWord(query: string, word: string): number {
  if (query === word) return 1
  if (query === `${word}s` || `${query}s` === word) return 0.95
  if (query.length >= 3 && word.startsWith(query)) return 0.8
  if (isTypoOf(query, word)) return 0.6
  return query.length >= 4 && word.endsWith(query) ? 0.5 : 0
}

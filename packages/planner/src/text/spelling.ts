import { toPlain, toStems, toWords } from './words.ts'

/** A sentence with slips of the keyboard mended: `flihgt`, `tommorow`. */
export type Spelling = (sentence: string) => string

const dates =
  'tomorrow today tonight monday tuesday wednesday thursday friday saturday sunday january february march april august september october november december'

/** Those that are words themselves, one swap away from another. */
const alike = new Set(
  'there three diary dairy quiet quite trial trail being begin board broad angel angle sacred scared united untied casual causal'.split(
    ' ',
  ),
)

/** Swapped letters can be told in short words too; a letter too many or too few only in long ones: a `prince` is not a `price`. */
const shortest = { swapped: 5, missing: 7 }

/** @param texts in which the words stand that sentences are made of */
export function createSpelling(texts: readonly string[]): Spelling {
  const words = new Set([...texts, dates].flatMap(toWords).filter((word) => word.length >= shortest.swapped))
  const stems = new Set([...words].flatMap(toStems))
  const byLetters = Map.groupBy(words, toLetters)
  const byGaps = new Map(
    [...words].filter((word) => word.length >= shortest.missing).flatMap((word) => toGaps(word).map((gap) => [gap, word])),
  )
  const mend = (word: string): string | undefined => {
    const plain = toPlain(word)
    if (words.has(plain) || alike.has(plain) || toStems(plain).some((stem) => stems.has(stem))) return undefined
    const swapped = byLetters.get(toLetters(plain))?.find((each) => isSwap(plain, each))
    if (swapped !== undefined || plain.length < shortest.missing - 1) return swapped
    return toGaps(plain)
      .map((gap) => byGaps.get(gap))
      .find((each) => each !== undefined && isSlip(plain, each))
  }
  // Capitals are names, which are as they are.
  return (sentence) =>
    sentence.replaceAll(/(?:^\p{L}|(?<![\p{L}\p{N}@./-])\p{Ll})\p{Ll}{4,20}(?![\p{L}\p{N}@/-]|\.\p{L})/gu, (word) => mend(word) ?? word)
}

function toLetters(word: string): string {
  return word.split('').toSorted().join('')
}

/** Two letters beside each other stand the other way round. */
function isSwap(left: string, right: string): boolean {
  const at = left.split('').findIndex((letter, index) => letter !== right[index])
  return left.slice(0, at) + left.charAt(at + 1) + left.charAt(at) + left.slice(at + 2) === right
}

/** The word, and the word without each of its letters; doubled letters count once. */
function toGaps(word: string): string[] {
  const single = toSingle(word)
  return [single, ...single.split('').map((_, index) => single.slice(0, index) + single.slice(index + 1))]
}

/** A letter too many, too few, or doubled. */
function isSlip(left: string, right: string): boolean {
  const [short, long] = [toSingle(left), toSingle(right)].toSorted((a, b) => a.length - b.length) as [string, string]
  return short === long || toGaps(long).includes(short)
}

function toSingle(word: string): string {
  return word.replaceAll(/(\p{L})\1+/gu, '$1')
}

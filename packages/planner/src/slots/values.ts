import { toStems } from '../text/words.ts'

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/** `fr` of `in French`, where a parameter takes codes of languages. */
export function findLanguage(words: string, name: string, values: readonly unknown[]): unknown {
  if (!/lang|locale/i.test(name)) return undefined
  return values.find((value) => {
    const language = typeof value === 'string' && /^[a-z]{2}\b/.test(value) ? languages.of(value.slice(0, 2)) : undefined
    return language !== undefined && words.includes(` ${language.toLowerCase()} `)
  })
}

/** In the letters in which the sentence has it. */
export function asWritten(text: string, sentence: string): string {
  const at = sentence.toLowerCase().indexOf(text)
  return at === -1 ? text : sentence.slice(at, at + text.length)
}

/** `returnDate`, `until` */
export function isEndOfStay(name: string): boolean {
  return /return|^back|^end|until|check_?out/i.test(name)
}

/** `thai` of `a good thai place`. */
export function findKind(sentence: string): string | undefined {
  const kind = /\b(\p{L}+)\s+(?:restaurants?|places?|food|kitchens?|cuisine|takeaways?)\b/iu.exec(sentence)?.[1]?.toLowerCase()
  const isKind =
    kind !== undefined &&
    !/^(?:me|my|the|an?|some|any|all|good|nice|great|best|cheap(?:est)?|open|more|other|which|what|first|second|last|this|that|of|new|many|few|no|for|order|find|track|get|want|deliver)$/.test(
      kind,
    )
  return isKind && Number.isNaN(Number(kind)) ? kind : undefined
}

/** Whether a part of a sentence and a thing have a word in common. */
export function sharesWord(part: string, item: Readonly<Record<string, unknown>>): boolean {
  const stems = new Set(toStems(part))
  return toStems(
    Object.values(item)
      .filter((value) => typeof value === 'string')
      .join(' '),
  ).some((stem) => stems.has(stem))
}

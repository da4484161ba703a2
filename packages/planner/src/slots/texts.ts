import { toConcepts } from '../text/concepts.ts'
import { toPlain, toStems } from '../text/words.ts'
import type { Cues } from './cues.ts'

const stops =
  'from|to|in|near|around|on|at|for|with|under|below|by|next|this|tomorrow|today|tonight|and|that|who|which|leaving|coming|returning|please|open|deliver(?:s|ed)?|non-?stop|direct|cheap\\w*|fast\\w*|right|instead|rather'

/** What follows one of the words before a parameter: `Paris` in `from Paris to`. `marked` has dates and numbers replaced. */
export function findAfterCue(marked: string, { before }: Cues): string | undefined {
  for (const cue of before) {
    const found = [
      ...marked.matchAll(
        new RegExp(
          `\\b${cue}\\s+(?:the\\s+)?((?:(?!(?:${stops})\\b|#)[\\p{L}\\p{N}'.-]+\\s*)+(?:,\\s*(?!(?:${stops})\\b)\\p{Lu}[\\p{L}'.-]+)?)`,
          'giu',
        ),
      ),
    ].map((match) => match[1]!.replace(/[\s,.?!]+$/, ''))
    // A name rather than a verb: `to get to Rome`.
    const text = found.find((each) => /^[\p{Lu}\d]/u.test(each)) ?? found.find((each) => !doing.test(each))
    const proper = text && properName.exec(text)?.[0]
    if (proper) return proper
    if (text && !/^(me|my|us|it|that|this|the|a|an|least|all)\b/i.test(text)) return text
  }
  return undefined
}

const doing =
  /^(?:get|go|fly|travel|be|come|book|buy|find|see|know|leave|depart|arrive|have|do|make|take|eat|order|visit|head|reach|return|search|look|pay|spend|check|change|cancel|show|try|meet|use|stay|move|keep|share|send|save|add)\b/i

/** `Frankfurt am Main` of `Frankfurt am Main have pizza`. */
const properName =
  /^\p{Lu}[\p{L}\p{N}'.-]*(?:,?\s+(?:(?:am|an der|de|del|den|der|la|las|los|of|upon|du|do|da|di|le|les|sur|the|and|y|im|bei)\s+)?[\p{Lu}\d][\p{L}\p{N}'.-]*)*/u

/** `London to Tokyo` at the begin of a sentence or after a colon: two places without `from`. */
export function findPair(marked: string): [from: string, to: string] | undefined {
  const name = `\\p{Lu}[\\p{L}'.-]*(?:\\s+(?!to\\b)\\p{Lu}[\\p{L}'.-]*){0,3}`
  const match = new RegExp(`(${name})\\s+(?:to|–|-|→)\\s+(${name})`, 'u').exec(marked)
  return match ? [match[1]!, match[2]!] : undefined
}

/** What is left of a sentence without the words that say what to do with it: the topic of a search. */
export function findTopic(sentence: string, nouns: ReadonlySet<string>, used: readonly string[]): string | undefined {
  const quoted = /["“„«]([^"“”„«»]{1,200})["”“»]/.exec(sentence)?.[1]
  if (quoted) return `"${quoted}"`
  const taken = new Set(used.flatMap(toStems))
  const words = sentence.split(/[\s,;:?!]+/).filter(Boolean)
  const kept = words.filter((word) => {
    const [stem] = toStems(word)
    if (
      stem === undefined ||
      /^(my|what|who|where|which|when|how|good|up|anything|something|somewhere|having|write|written|wrote|wrot|around|near|under|hungry|eat|eating|food|meal|good|nice|best|great|place|places|somebody|someone|next|friday|monday|tuesday|wednesday|thursday|saturday|sunday|tonight|tomorrow|today|about|thing|things|stuff)$/i.test(
        toPlain(word),
      )
    )
      return false
    return (
      !nouns.has(stem) &&
      !taken.has(stem) &&
      !/^[#€$£¥]/.test(word) &&
      toConcepts(word).every((concept) => !/@(search|list|read|create)/.test(concept))
    )
  })
  const text = kept.map((word) => word.replace(/'s$|[.]+$/g, '')).join(' ')
  return text || undefined
}

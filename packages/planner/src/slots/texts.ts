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

const opening =
  /^\s*(?:please\s+|can you\s+|could you\s+)*(?:(?:make|create|add|save|write|jot|put|keep|take|remember|remind|record|note|new|store)\b\s*)(?:(?:me|a|an|new|quick|note|notes|down|this|it|idea|of|saying|that|says?|to say|in my notes|i want)\b\s*)*[:,–-]?\s*(?:that\s+|saying\s+|to\s+)?/i

/** `Add milk to my list` keeps `milk`. */
const intoList = /\s(?:to|on|in|into|onto)\s(?:my|the|our)\s(?:notes?|list|to-?dos?|to-?do list|tasks?|task list)[.!?\s]*$/i

/** `Remember to buy milk`: the sentence itself says that something is to be kept. */
export function isDictating(sentence: string): boolean {
  return /^\s*(?:please\s+|can you\s+|could you\s+)*(?:write|jot|note|remember|remind me|keep in mind|put down)\b(?!s\b)/i.test(sentence)
}

/** The text a person wants to have kept: what follows the words that say so. */
export function findDictation(sentence: string): string | undefined {
  const quoted = /^[^:]*?["“„«]([^"“”„«»]{1,5000})["”“»]|:\s*["“„«]([^"“”„«»]{1,5000})["”“»]\s*$/.exec(sentence)
  if (quoted) return quoted[1] ?? quoted[2]
  const afterColon = /^[^:]{0,60}:\s+(.+)$/s.exec(sentence)?.[1]
  const text = (
    afterColon ??
    /\b(?:saying|to say|say)\s+(.+)$/is.exec(sentence)?.[1] ??
    (opening.test(sentence) ? sentence.replace(opening, '').replace(intoList, '') : undefined)
  )?.trim()
  return text ? text.charAt(0).toUpperCase() + text.slice(1) : undefined
}

/** `milk` of `add milk to my shopping list`: what comes to something that is there. */
export function findAddition(text: string): string | undefined {
  const [head] = /^\W*(?:(?:please|can you|could you|also|and|then|now)\s+)*(?:add|append|put|include)\s/i.exec(text) ?? []
  const quoted = head && /^\s*["“„«]([^"“”„«»]{1,5000})["”“»]\s*(?:to|on|in|into|onto)\s/i.exec(text.slice(head.length))?.[1]
  if (quoted) return quoted
  const from = Math.max(head?.length ?? 0, text.length - 100)
  const tail = /\s(?:to|on|in|into|onto)\s(?:(?:the|my|our|that|this)\s[^.!?]{1,60}|it)[.!?\s]*$/i.exec(text.slice(from))
  return (head && tail && text.slice(head.length, from + tail.index).trim()) || undefined
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

import { toHead } from './ranking/features.ts'
import { isPointing } from './slots/references.ts'
import { toConcepts } from './text/concepts.ts'
import { splitName, toStems, toWords } from './text/words.ts'
import type { PlannerTool } from './tool.ts'

/** Whether a sentence says itself what to do, such as `delete the first one`, and so is no answer to what was asked. */
export type Commands = (sentence: string) => boolean

export function createCommands(tools: readonly PlannerTool[]): Commands {
  const known = tools.map(({ name, plugin }) => {
    const [verb = '', ...rest] = splitName(name).split(' ')
    return { verbs: new Set(toActions(verb)), nouns: new Set(toStems([...rest, plugin].join(' '))) }
  })
  return (sentence) => {
    const head = toHead(sentence)
    const heads = toActions(head)
    const stems = toStems(sentence)
    const isPlaced = isPointing(sentence) || /\b(?:first|second|third|last)\b|\b(?:this|that|another) one\b/i.test(sentence)
    const names = ({ nouns }: (typeof known)[number]) => stems.some((stem) => nouns.has(stem))
    const isAsked = asking.test(sentence) && known.some(names)
    return isAsked || known.some((tool) => heads.some((each) => tool.verbs.has(each)) && (isPlaced || names(tool)))
  }
}

/** What is done, and not what it is done to. `Get` is too common to be a word of its own. */
function toActions(verb: string): string[] {
  const word = verb === 'get' ? 'show' : verb
  return [...toStems(word), ...toConcepts(word).filter((concept) => !/@(?:price|travel|food)/.test(concept))]
}

const asking = /^\W*(?:what|which|who|when|where|how)\b/i

/** `No wait, the 16th`: something said before was wrong. */
const correction =
  /^\W*(?:(?:oh|oops|no|nope|sorry|wait|actually|hold on|rather|i meant?|i mean|my mistake|well)\b[\s,.!:–-]*)+(?=[\p{L}\p{N}"“])/iu

/** What is right instead, where a sentence corrects what was said before. */
export function findCorrection(sentence: string): string | undefined {
  const [head] = correction.exec(sentence) ?? []
  const isMere = head === undefined || /^\W*(?:no|well|oh)\W*$/i.test(head)
  const rest = head && sentence.slice(head.length)
  if (!rest || (isMere && !/^(?:the|on|to|from|for|in|at|not|it's|make)\b/i.test(rest))) return undefined
  return toWords(rest).length > 0 ? rest : undefined
}

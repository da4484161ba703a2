import { stemmer } from 'stemmer'

/** Words that say nothing about what is wanted. Question words, `my` and `not` do. */
const empty = new Set(
  'a an the please pls of is are be been am was were do does did to and or for on in at by with from that this these those there it its i me we us you can could would will shall should have has had get got some any just also so then than as if but need want wants like feel ok okay yes again really still now too they them their he him she her'.split(
    ' ',
  ),
)

/** Lower case, without accents. */
export function toPlain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').replaceAll(/[’`]/g, "'")
}

/** The words of a text, plain, in their order. `don't` and `dentist's` are one word each. Marks such as `#date` stay whole. */
export function toWords(text: string): string[] {
  return toPlain(text).match(/#[a-z]+|[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu) ?? []
}

/** Stems of the words that carry meaning. */
export function toStems(text: string): string[] {
  return toWords(text)
    .map((word) => word.replace(/'s?$|'(?:s|m|re|ll|d|ve)$/, ''))
    .filter((word) => !empty.has(word))
    .map((word) => (word.startsWith('#') ? word : stemmer(word)))
}

/** Stems of the words in the plural: `my orders` are several, `my order` is one. */
export function toPlurals(text: string): string[] {
  return toWords(text)
    .filter((word) => word.length > 3 && /[^s']s$/.test(word))
    .flatMap(toStems)
}

/** `searchFlights` and `search_flights` as words. */
export function splitName(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_.-]+/g, ' ')
    .toLowerCase()
}

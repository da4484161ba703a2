import { toStems, toWords } from './words.ts'

/** What people do to things, in the words in which they say it. The same in every plugin, so that foreign ones profit too. */
const words: Readonly<Record<string, string>> = {
  create: 'create add new make save store write down jot keep record put remember remind note insert register draft compose',
  list: 'list show see display overview all everything which what history recent lately latest newest previous upcoming coming browse',
  search: 'search find look lookup where seek locate discover any mention mentions about somewhere which recommend suggest',
  read: 'read open get show whole full complete detail details status view display check entire again when track',
  update: 'update change edit modify replace correct fix rewrite rename adjust set append amend revise',
  delete: 'delete remove erase trash throw away discard destroy drop rid clear purge bin',
  cancel: 'cancel abort undo stop withdraw refund abandon storno stornieren storniere',
  share: 'share link send public publish url viewable let follow forward',
  unshare: 'unshare private revoke withdraw stop end disable nobody leaked hide unpublish',
  order: 'order buy place purchase deliver checkout send agree confirm',
  book: 'book reserve take buy reservation booking ticket',
  price: 'price cost quote much total calculate estimate fee charge come',
  travel: 'flight flights fly plane planes airline trip travel journey depart',
  food: 'food eat restaurant dish menu kitchen meal hungry cuisine cook',
}

const byWord = new Map<string, string[]>()
for (const [concept, text] of Object.entries(words))
  for (const stem of toStems(text)) byWord.set(stem, [...(byWord.get(stem) ?? []), `@${concept}`])

/** Two words that mean one thing. */
const phrases: readonly [RegExp, string][] = [
  [/\b(write|jot|put|note) (it |this |that )?down\b/, '@create'],
  [/\b(throw|give) .{0,30}\baway\b|\bget rid\b|\bno longer need\b|\bdo ?n[o']t need\b/, '@delete'],
  [/\bcall .{0,20}\boff\b|\bchanged my mind\b|\bnot (going|hungry)\b|\b(any more|anymore)\b/, '@cancel'],
  [
    /\b(take|get|pull) .{0,30}\b(back|down)\b|\bstop sharing\b|\bshould not be (public|seen)\b|\bnobody\b|\bno one\b|\bmust stop working\b|\b(remove|delete|disable|drop|kill|close|turn off) .{0,20}\blinks?\b/,
    '@unshare',
  ],
  [/\bhow much\b|\bwhat (does|would|do|will) .{0,40}\b(cost|come to)\b/, '@price'],
  [/\bwhere is\b|\bwhen (does|will|is) (my|the)\b|\bon (the|its) way\b/, '@read'],
  [/\blet (my|me|him|her|them)\b.{0,40}\b(see|read|look|follow)\b/, '@share'],
]

/** The concepts that a sentence speaks of. */
export function toConcepts(text: string): string[] {
  const plain = toWords(text)
    .join(' ')
    .replaceAll(/\b(wh\p{L}+)'s\b/gu, '$1 is')
  const found = toStems(text).flatMap((stem) => byWord.get(stem) ?? [])
  return [...found, ...phrases.flatMap(([pattern, concept]) => (pattern.test(plain) ? [concept, concept] : []))]
}

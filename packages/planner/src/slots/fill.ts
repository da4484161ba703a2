import type { Entities, FoundNumber } from '../text/entities.ts'
import { splitName, toStems, toWords } from '../text/words.ts'
import { isWhole } from '../bounds.ts'
import { isDate } from '../ranking/fit.ts'
import type { JsonSchema, PlannerTool, Turn } from '../tool.ts'
import { findKeeping, isAgreed, isFree, isId, isIndex, isPerson } from './kinds.ts'
import type { Cues } from './cues.ts'
import { findItem, resolveReference, type Question, type Reference } from './references.ts'
import { findPairs } from './pairs.ts'
import { findOwner, findPeople, findPerson, findPostcode, findStreet } from './people-and-places.ts'
import { findAddition, findDictation, findReplacement, isAdding, withoutEnd } from './dictation.ts'
import { asWritten, findKind, findLanguage, isEndOfStay, sharesWord } from './values.ts'
import { findAfterCue, findPair, findTopic } from './texts.ts'

export interface FillOptions {
  tool: PlannerTool
  cues: ReadonlyMap<string, Cues>
  sentence: string
  /** The sentence and all that follows it. */
  text: string
  entities: Entities
  /** Of any plugin. */
  turns: readonly Turn[]
  /** What is known of the call already. */
  known?: Readonly<Record<string, unknown>> | undefined
  /** What has an id among the parameters of all tools: `quote` for `quoteId`. */
  things: ReadonlySet<string>
}

export interface Filled {
  input: Record<string, unknown>
  /** The things of earlier answers that are meant, by parameter. */
  references: ReadonlyMap<string, Reference>
  /** How many of them were told by their names. */
  named: number
}

/** The parameters of a tool, as far as the sentence and earlier answers give them. Nothing is guessed that is not there. */
export function fillSlots(options: FillOptions): Filled {
  const properties = Object.entries(options.tool.parameters.properties ?? {})
  const filler = new Filler(options)
  // What can be told apart surely comes first, so that the rest is what a free text is about.
  const order = (schema: JsonSchema, name: string) =>
    isId(name)
      ? 0
      : schema.type === 'array'
        ? -1
        : schema.type === 'string' && !schema.enum && !isDate(schema)
          ? isFree(name, schema) || name === filler.kept
            ? 3
            : 2
          : 1
  for (const [name, schema] of properties.toSorted(([a, left], [b, right]) => order(left, a) - order(right, b))) filler.fill(name, schema)
  const input = Object.fromEntries(properties.flatMap(([name]) => (name in filler.input ? [[name, filler.input[name]]] : [])))
  return { input, references: filler.references, named: filler.named }
}

class Filler {
  readonly input: Record<string, unknown> = {}
  readonly references = new Map<string, Reference>()
  /** The parameter for what is to be kept. */
  readonly kept: string | undefined
  readonly named: number
  readonly #options: FillOptions
  readonly #pairs: Readonly<Record<string, unknown>>
  /** The things of a list, such as dishes. */
  readonly #parts: Reference[] = []
  /** Names and addresses, where the tool takes them. */
  readonly #said: string
  readonly #numbers: FoundNumber[]
  #dates: { date: string; isEnd: boolean }[]

  constructor(options: FillOptions) {
    this.#options = options
    this.#numbers = [...options.entities.numbers]
    const { sentence, text, tool } = options
    this.kept = findKeeping(tool)
    this.#pairs = findPairs(text, tool.parameters.properties ?? {})
    this.named = Object.keys(this.#pairs).length
    const takesPeople = Object.values(tool.parameters.properties ?? {}).some(({ type }) => type === 'object' || type === 'array')
    this.#said = takesPeople ? [findPerson, findStreet, findPostcode].map((find) => find(sentence)).join(' ') : ''
    if (takesPeople)
      this.#said += findPeople(sentence)
        .map(({ givenName, familyName }) => ` ${givenName} ${familyName}`)
        .join('')
    const named = options.entities.dates.filter(({ isNamed }) => isNamed)
    this.#dates = named.flatMap(({ date, endDate, isEnd }) => [{ date, isEnd }, ...(endDate ? [{ date: endDate, isEnd: true }] : [])])
  }

  fill(name: string, schema: JsonSchema): void {
    const value = this.#isRuledOut(schema) ? undefined : (this.#pairs[name] ?? this.#find(name, schema))
    if (value !== undefined) this.input[name] = value
  }

  /** `Without a quoteId.` */
  #isRuledOut({ description }: JsonSchema): boolean {
    const [, other] = /\b(?:without|instead of|when there is no)\s+(?:an?\s+|the\s+)?(\w+)/i.exec(description ?? '') ?? []
    return other !== undefined && other in this.input
  }

  #find(name: string, schema: JsonSchema): unknown {
    if (isId(name)) return this.#findId(name)
    if (isAgreed(name)) return this.#copy(name, schema)
    if (schema.enum) return this.#findEnum(name, schema.enum)
    if (isDate(schema)) return this.#findDate(name, schema)
    if (schema.type === 'integer' || schema.type === 'number') return this.#findNumber(name, schema)
    if (schema.type === 'boolean') return this.#findCued(name)
    if (schema.type === 'array') return this.#findList(schema)
    if (schema.type === 'object') return this.#findObject(schema)
    return schema.type === 'string' ? this.#findText(name, schema) : undefined
  }

  #findId(name: string): string | undefined {
    // The restaurant of the dishes.
    const [owner] = this.#parts.map(({ item }) => item[name])
    if (typeof owner === 'string') return owner
    const { sentence, entities } = this.#options
    const found = this.#resolve(name, { sentence, ordinal: entities.ordinal, ids: entities.ids })
    if (found) this.references.set(name, found)
    return found?.id
  }

  #resolve(name: string, asked: Pick<Question, 'sentence' | 'ordinal' | 'ids'>): Reference | undefined {
    const { tool, turns, things } = this.#options
    const own = turns.filter(({ plugin }) => plugin === tool.plugin)
    return resolveReference({ ...asked, name, tool, things, said: this.#said, turns: own })
  }

  /** `expectedPrice` is the `price` of the thing that is meant. */
  #copy(name: string, { type }: JsonSchema): unknown {
    const key = name.replace(/^(expected|agreed)/i, '')
    const [reference] = this.references.values()
    const value = reference?.item[key.charAt(0).toLowerCase() + key.slice(1)]
    const isAmount = (type === 'integer' || type === 'number') && typeof value === 'object' && value !== null
    return isAmount ? (value as { amount?: unknown }).amount : value
  }

  #findEnum(name: string, values: readonly unknown[]): unknown {
    const words = ` ${toWords(this.#options.sentence).join(' ')} `
    const named = values.filter(
      (value) => typeof value === 'string' && words.includes(` ${toWords(value.replaceAll(/[_-]/g, ' ')).join(' ')} `),
    )
    return (
      named.toSorted((left, right) => String(right).length - String(left).length)[0] ??
      this.#findCued(name) ??
      findLanguage(words, name, values)
    )
  }

  #findCued(name: string): unknown {
    const values = this.#options.cues.get(name)?.values
    if (!values) return undefined
    // `Cheaper` means what `cheapest` does.
    const stems = toStems(this.#options.sentence).flatMap((stem) => [stem, stem.replace(/er$/, 'est')])
    for (const stem of stems) if (values.has(stem)) return values.get(stem)
    return undefined
  }

  #findDate(name: string, schema: JsonSchema): string | undefined {
    if (schema.format === 'date') return this.#takeDay(name)
    const [first] = this.#options.entities.dates
    if (first?.time) return `${first.date}T${first.time}`
    const takesNow = schema.anyOf?.some((one) => one.const === 'now')
    return takesNow && /\b(now|currently|at the moment)\b/i.test(this.#options.sentence) ? 'now' : undefined
  }

  /** The way back has a day of its own, where the tool takes one. */
  #takeDay(name: string): string | undefined {
    const names = Object.keys(this.#options.tool.parameters.properties ?? {})
    const takesEnd = names.some(isEndOfStay)
    const own = this.#dates.find(({ isEnd }) => isEnd === isEndOfStay(name))
    const taken = own ?? (takesEnd && !isEndOfStay(name) ? undefined : this.#dates[0])
    this.#dates = this.#dates.filter((each) => each !== taken)
    return taken?.date
  }

  #findNumber(name: string, schema: JsonSchema): number | undefined {
    const { ordinal } = this.#options.entities
    // Programs count from zero.
    if (isIndex(name) && ordinal !== undefined && ordinal >= 0) return ordinal
    const { minimum = -Infinity, maximum = Infinity } = schema
    if (/price|amount|cost|budget|tip|total/i.test(name)) return this.#findMoney(name, schema)
    const around = this.#options.cues.get(name)?.around ?? new Set()
    const found = this.#numbers.find((number) => {
      if (number.currency || number.value < minimum || number.value > maximum) return false
      const nearby = [
        ...toStems(this.#options.sentence.slice(Math.max(0, number.start - 16), number.start)).slice(-1),
        ...toStems(this.#options.sentence.slice(number.end, number.end + 20)).slice(0, 2),
      ]
      return nearby.some((stem) => around.has(stem))
    })
    if (!found) return this.#findCued(name) as number | undefined
    this.#numbers.splice(this.#numbers.indexOf(found), 1)
    return found.value
  }

  /** In the smallest unit, where the schema says so. */
  #findMoney(name: string, schema: JsonSchema): number | undefined {
    const found = this.#numbers.find(({ currency }) => currency)
    if (!found || (/tip/i.test(name) && !/\btip\b/i.test(this.#options.sentence))) return undefined
    const isMinor = schema.type === 'integer' && /minor|smallest|cents/i.test(schema.description ?? '')
    return isMinor && found.currency !== 'JPY' ? Math.round(found.value * 100) : found.value
  }

  #findList({ items }: JsonSchema): unknown[] | undefined {
    if (items?.enum) {
      const words = ` ${toWords(this.#options.sentence).join(' ')} `
      const named = items.enum.filter((value) => words.includes(` ${toWords(String(value).replaceAll(/[_-]/g, ' ')).join(' ')} `))
      return named.length > 0 ? named : undefined
    }
    const properties = items?.properties ?? {}
    if ('givenName' in properties && 'familyName' in properties) {
      const people = findPeople(this.#options.sentence)
      return people.length > 0 ? people : undefined
    }
    const id = Object.keys(properties).find((name) => name !== 'id' && isId(name))
    return id ? this.#findThings(id, 'quantity' in properties) : undefined
  }

  /** `two margheritas and a cola`, of what the answers before have. */
  #findThings(id: string, hasQuantity: boolean): unknown[] | undefined {
    const { sentence, entities } = this.#options
    const things: Record<string, unknown>[] = []
    let from = 0
    for (const part of sentence.split(/(\s+and\s+|,|\bwith\b)/i)) {
      const [start, end] = [from, from + part.length]
      from = end
      const found = this.#resolve(id, { sentence: part, ordinal: undefined, ids: [] })
      if (!found || !sharesWord(part, found.item)) continue
      this.#parts.push(found)
      const isQuantity = (number: FoundNumber) =>
        !number.currency && sharesWord(sentence.slice(number.end, Math.min(end, number.end + 40)), found.item)
      const number = entities.numbers.find((each) => each.start >= start && each.end <= end && isQuantity(each))
      things.push({ [id]: found.id, ...(hasQuantity && number && { quantity: number.value }) })
    }
    return things.length > 0 ? things : undefined
  }

  /** Whom to call and where to come, as far as it is told. */
  #findObject({ properties = {} }: JsonSchema): unknown {
    const found = Object.fromEntries(
      Object.keys(properties).flatMap((name) => {
        const value = this.#findField(name)
        return value === undefined ? [] : [[name, value]]
      }),
    )
    return Object.keys(found).length > 0 ? found : undefined
  }

  #findField(name: string): string | undefined {
    const { sentence, entities } = this.#options
    if (/phone/i.test(name)) return entities.phones[0]?.text
    if (/e-?mail/i.test(name)) return /\S+@\S+\.\w+/.exec(sentence)?.[0]
    if (/post ?code|zip/i.test(name)) return findPostcode(sentence)
    if (/street|address/i.test(name)) return findStreet(sentence)
    const person = /name/i.test(name) ? findPerson(sentence) : undefined
    if (/^(given|first)/i.test(name)) return person?.split(' ')[0]
    return /^(family|last)/i.test(name) ? person?.split(' ').slice(1).join(' ') || undefined : person
  }

  #findText(name: string, schema: JsonSchema): string | undefined {
    const { sentence, tool, entities, cues } = this.#options
    const own = cues.get(name)!
    if (/cuisine/i.test(name)) return findKind(sentence)
    if (/post ?code|zip/i.test(name)) return findPostcode(sentence)
    if (name === this.kept || (isFree(name, schema) && tool.effect !== 'read')) return this.#findKept(name)
    if (isPerson(name)) return findOwner(entities.marked, this.#nouns()) ?? this.#findSame(name)
    const named = [...own.known].find(
      (text) => text.length > 2 && ` ${toWords(sentence).join(' ')} `.includes(` ${toWords(text).join(' ')} `),
    )
    const known = named && asWritten(named, sentence)
    if (/^(from|origin)$/i.test(name) && !/\b(?:from|von|ab)\b/i.test(sentence)) return this.#findStart()
    const after = findAfterCue(entities.marked, own)
    if (after !== undefined && !isFree(name, schema)) return after
    if (known !== undefined && !/^(from|to)$/.test(name)) return known
    return isFree(name, schema) ? this.#findTopic() : undefined
  }

  /** `Hamburg` of `Flight Hamburg to Zurich`. */
  #findStart(): string | undefined {
    const words = findPair(this.#options.entities.marked)?.[0].split(/\s+/) ?? []
    const nouns = this.#nouns()
    return words.slice(words.findIndex((word) => !toStems(word).some((stem) => nouns.has(stem)))).join(' ') || undefined
  }

  /** What is to be kept. What is only added comes to the text that is there, which stays unknown where no answer had it whole. */
  #findKept(name: string): string | undefined {
    const { text, tool } = this.#options
    const takesThing = (tool.parameters.required ?? []).some(isId)
    if (takesThing && isAdding(text)) return this.#addTo(name)
    const dictated = (takesThing ? findReplacement(text) : undefined) ?? findDictation(text, toStems(splitName(name)))
    const others = Object.values(this.input).filter((value) => typeof value === 'string')
    return dictated && others.reduce<string>(withoutEnd, dictated)
  }

  #addTo(name: string): string | undefined {
    const { text, turns, known = {} } = this.#options
    const added = findAddition(text)?.text
    const thing = Object.entries(known).find(([each]) => isId(each))?.[1]
    const [there] = [...this.references.values()].map(({ item }) => item[name])
    const old = there ?? (typeof thing === 'string' ? findItem(turns, thing)?.[name] : undefined)
    return typeof old === 'string' && isWhole(old) && added !== undefined ? `${old}\n${added}` : undefined
  }

  /** Whose things they are stays until it is said anew. */
  #findSame(name: string): string | undefined {
    const { tool, turns } = this.#options
    const value = turns.findLast(({ plugin, input }) => plugin === tool.plugin && name in input)?.input[name]
    return typeof value === 'string' ? value : undefined
  }

  /** What the tool is about. */
  #nouns(): Set<string> {
    const { name, plugin } = this.#options.tool
    return new Set(toStems(`${splitName(name)} ${plugin}`))
  }

  #findTopic(): string | undefined {
    const { sentence, tool } = this.#options
    const nouns = new Set(toStems(`${splitName(tool.name)} ${tool.plugin} note notes restaurant restaurants dish dishes`))
    const used = Object.values(this.input).flatMap((value) =>
      typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : [],
    )
    return findTopic(sentence.replaceAll(/[€$£¥]?\s?\d[\d.,]*\s*(?:euros?|dollars?|pounds?|yen|€)?/gi, ' '), nouns, used)
  }
}

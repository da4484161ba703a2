import { diets, type Choice, type Diet, type Dish, type OptionGroup } from './catalog.ts'

/**
 * Reads a group of choices: `choose 1: Small, Large +300` or `up to 2: Feta +150 (not vegan), Truffle +400 (sold out)`.
 *
 * @throws TypeError that quotes what can't be read.
 */
export function parseOptionGroup(id: string, text: string): OptionGroup {
  const match = /^(choose 1|up to (\d+)): (.+)$/.exec(text)
  if (!match) throw new TypeError(`options ${id}: ${JSON.stringify(text)} is not like "choose 1: …" or "up to 2: …"`)
  const choices = match[3]!.split(/,\s*(?![^(]*\))/).map((choice) => parseChoice(id, choice))
  return { id, required: match[2] === undefined, most: Number(match[2] ?? 1), choices }
}

/**
 * Reads a menu: `# Section`, then a line a dish, `Name | 1290 | vegan, nuts | What it is | size, extras`.
 *
 * @throws TypeError that quotes the line which can't be read.
 */
export function parseMenu(text: string, groups: ReadonlyMap<string, OptionGroup>, every: string = ''): Dish[] {
  let section = ''
  const dishes: Dish[] = []
  for (const line of toLines(text)) {
    if (line.startsWith('# ')) section = line.slice(2)
    else dishes.push({ ...parseDish(line, groups, every), section })
  }
  return dishes
}

/** The lines that hold something, trimmed. */
export function toLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** `Crème brûlée` is `creme-brulee`. */
export function toSlug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .replaceAll('œ', 'oe')
    .replaceAll('ø', 'o')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

function parseChoice(group: string, text: string): Choice {
  const match = /^([^+(]+?)(?: \+(\d+))?(?: \(([^)]*)\))?$/.exec(text)
  if (!match) throw new TypeError(`options ${group}: can't read ${JSON.stringify(text)}`)
  const remarks = match[3] === undefined ? [] : match[3].split(', ')
  const breaks = remarks.filter((remark) => remark.startsWith('not ')).map((remark) => toDiet(remark.slice(4), text))
  return { id: toSlug(match[1]!), name: match[1]!, price: Number(match[2] ?? 0), available: !remarks.includes('sold out'), breaks }
}

function parseDish(line: string, groups: ReadonlyMap<string, OptionGroup>, every: string): Omit<Dish, 'section'> {
  const [name, price, marks, description, options = '', ...rest] = line.split('|').map((part) => part.trim())
  if (!name || !description || !/^\d+$/.test(price!) || rest.length > 0) throw new TypeError(`menu: can't read ${JSON.stringify(line)}`)
  const optionGroups = toWords(options).map((id) => {
    const group = groups.get(id)
    if (!group) throw new TypeError(`menu: no options ${JSON.stringify(id)} in ${JSON.stringify(line)}`)
    return group
  })
  return { id: toSlug(name), name, description, price: Number(price), diets: toDiets(toWords(`${marks},${every}`), line), optionGroups }
}

/** What is vegan is vegetarian; what is not marked with nuts is without. */
function toDiets(marks: readonly string[], line: string): Diet[] {
  const found = new Set<Diet>(marks.filter((mark) => mark !== 'nuts').map((mark) => toDiet(mark, line)))
  if (found.has('vegan')) found.add('vegetarian')
  if (!marks.includes('nuts')) found.add('nut-free')
  return diets.filter((diet) => found.has(diet))
}

function toDiet(name: string, place: string): Diet {
  const diet = diets.find((known) => known === name)
  if (!diet) throw new TypeError(`no diet ${JSON.stringify(name)} in ${JSON.stringify(place)}; there are ${diets.join(', ')}`)
  return diet
}

function toWords(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

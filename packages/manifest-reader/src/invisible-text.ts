/** Whole emoji have joiners and selectors inside, which are fine there. */
const emoji = /\p{RGI_Emoji}/gv

/** Letters of scripts that are written with joiners between them: Persian, Hindi. */
const letter = `[[${['Arab', 'Syrc', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Khmr', 'Mymr']
  .map((script) => `\\p{scx=${script}}`)
  .join('')}]&&[\\p{L}\\p{M}]]`
const joiner = new RegExp(`(?<=${letter})[\\u200C\\u200D](?=${letter})`, 'gv')

/** One selector after what it changes: a symbol, or a Han character. A run of them is where text is hidden. */
const selector = /(?<=[\p{Emoji}\p{So}\p{Sm}\p{scx=Hani}])[\uFE00-\uFE0F]|(?<=\p{sc=Hani})[\u{E0100}-\u{E01EF}]/gv

/** Control, format, private and unassigned characters, lone surrogates, what takes no space; line breaks and tabs are fine. */
const invisible = /(?![\n\r\t])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

/** The first character that a person would not see but a model would: `U+200B`. */
export function findInvisible(text: string): string | undefined {
  if (!invisible.test(text)) return undefined
  const found = invisible.exec(text.replace(emoji, ' ').replace(joiner, '').replace(selector, ''))?.[0]
  return found === undefined ? undefined : `U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}

/** The same for all names and texts of a value, such as a JSON Schema. A pattern is for programs, no model reads it. */
export function findInvisibleWithin(value: unknown): string | undefined {
  if (typeof value === 'string') return findInvisible(value)
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, each] of Object.entries(value)) {
    if (name === 'pattern' && typeof each === 'string') continue
    const found = findInvisible(name) ?? findInvisibleWithin(each)
    if (found) return found
  }
  return undefined
}

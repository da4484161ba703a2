/** Whole emoji have joiners and selectors inside, which are fine there. */
const emoji = /\p{RGI_Emoji}/gv

/** Control, format, private and unassigned characters, lone surrogates, what takes no space; line breaks and tabs are fine. */
const invisible = /(?![\n\r\t])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

/** The first character that a person would not see but a model would: `U+200B`. */
export function findInvisible(text: string): string | undefined {
  const found = invisible.exec(text.replace(emoji, ''))?.[0]
  return found === undefined ? undefined : `U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}

const letters: Record<string, string> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ə: 'a' }

/** The form in which names are compared: lower case, without accents and punctuation, `saint` as `st`. */
export function normalize(text: string): string {
  const lower = text.toLowerCase()
  const plain = isAscii.test(lower) ? lower : withoutAccents(lower)
  return plain
    .replace(/['.`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\bsaint\b/g, 'st')
    .trim()
}

// Most names are: 6,000 of them are normalized at start.
const isAscii = /^[\x20-\x7e]*$/

function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}’ʻ]/gu, '')
    .replace(/[ßøæœłđðþıə]/g, (letter) => letters[letter]!)
}

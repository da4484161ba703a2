/** At most a thousand characters, up to white space where there is some: what is one long word takes time by the square of its length. */
const pieces = /[^]{1,1000}(?=\s|$)|[^]{1,1000}/gu

/** Counts tokens as the models of OpenAI do (o200k). Its tables take 100 MB, so they are loaded when somebody first asks. */
export async function countTokens(text: string): Promise<number> {
  const { countTokens: count } = await import('gpt-tokenizer/encoding/o200k_base')
  return (text.match(pieces) ?? []).reduce((sum, piece) => sum + count(piece, { disallowedSpecial: new Set() }), 0)
}

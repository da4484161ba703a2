/** Counts tokens as the models of OpenAI do (o200k). Its tables take 100 MB, so they are loaded when somebody first asks. */
export async function countTokens(text: string): Promise<number> {
  const { countTokens: count } = await import('gpt-tokenizer/encoding/o200k_base')
  return count(text, { disallowedSpecial: new Set() })
}

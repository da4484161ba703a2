import { toModelOperations } from '../compact-description-operations.ts'
import { toCompactDescription } from '../compact-description.ts'
import type { QualityRule } from './quality-rule.ts'

/**
 * A host enables up to three plugins at once, in contexts that begin at 8,192 tokens: three of 1,000 leave well over half of it to the
 * conversation, three of 2,500 nearly fill it.
 */
const better = 1_000
const most = 2_500

export const tokenBudget: QualityRule = {
  title: "costs few of the model's tokens",
  async find(plugin) {
    const { description } = plugin
    const text = toCompactDescription({
      nameForModel: plugin.name.replaceAll('-', '_'),
      description,
      operations: toModelOperations(plugin),
    })
    const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
    const tokens = countTokens(text)
    if (tokens <= better) return []
    const message = `costs the model ${tokens} tokens (at most ${most}, better ${better}); shorten descriptions, or offer fewer actions`
    return [{ level: tokens > most ? 'error' : 'warning', place: 'the compact description', message }]
  },
}

import type OpenAI from 'openai'
import type { ModelCall, ModelEvent } from './model-client.ts'
import { ThoughtFilter } from './thought-filter.ts'

type Chunk = OpenAI.Chat.Completions.ChatCompletionChunk
type Piece = NonNullable<Chunk['choices'][number]['delta']['tool_calls']>[number]

/** Calls come in pieces and are whole when the stream ends. Servers differ in how they tell which piece belongs to which. */
export class ChunkReader {
  readonly #calls: (ModelCall & { index: number | undefined })[] = []
  readonly #thoughts = new ThoughtFilter()
  #hasText = false
  #reason: string | null | undefined;

  *read(chunk: Chunk): Iterable<ModelEvent> {
    const { usage } = chunk
    if (usage) yield { type: 'usage', promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens }
    const [choice] = chunk.choices ?? []
    if (!choice) return
    const text = this.#thoughts.add(toText(choice.delta?.content) || toText(choice.delta?.refusal))
    if (text) yield this.#say(text)
    for (const piece of choice.delta?.tool_calls ?? []) this.#add(piece)
    this.#reason = choice.finish_reason ?? this.#reason
  }

  /** `isEmpty` when the model neither said nor called anything. */
  *end(): Generator<ModelEvent, { isEmpty: boolean }> {
    const rest = this.#thoughts.end()
    if (rest) yield this.#say(rest)
    const calls = this.#calls.filter(({ name }) => name !== '')
    for (const [at, { id, name, arguments: text }] of calls.entries())
      yield { type: 'call', call: { id: id || `call-${at}`, name, arguments: text } }
    // Without a reason the connection ended before the answer did.
    if (this.#reason === 'length' || this.#reason === undefined || this.#reason === null) yield { type: 'cut' }
    if (this.#reason === 'content_filter') yield { type: 'filtered' }
    return { isEmpty: !this.#hasText && calls.length === 0 }
  }

  #say(text: string): ModelEvent {
    this.#hasText ||= text.trim() !== ''
    return { type: 'text', text }
  }

  #add({ index, id, function: part }: Piece): void {
    const call = this.#find(index as number | undefined, id, part?.name)
    call.id ||= id ?? ''
    // Some repeat the name in every piece.
    call.name ||= part?.name ?? ''
    call.arguments += toText(part?.arguments)
  }

  /** By its index; a new id under the same index, and a name where nothing else is told, begin another call. */
  #find(index: number | undefined, id: string | undefined, name: string | undefined): ModelCall {
    const last = this.#calls.at(-1)
    const known =
      index === undefined ? (id ? this.#calls.find((call) => call.id === id) : last) : this.#calls.findLast((call) => call.index === index)
    const isOther = known === undefined || (id && known.id && known.id !== id) || (index === undefined && !id && name)
    if (!isOther) return known
    const call = { id: '', name: '', arguments: '', index }
    this.#calls.push(call)
    return call
  }
}

/** Text, or parts of text; what is an object where a text belongs is written as JSON. */
function toText(content: unknown): string {
  if (typeof content === 'string') return content
  if (Array.isArray(content)) return content.map((part: { text?: unknown }) => (typeof part?.text === 'string' ? part.text : '')).join('')
  return typeof content === 'object' && content !== null ? JSON.stringify(content) : ''
}

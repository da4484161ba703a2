import type { ModelConfig } from '@patchbay/config'
import { AppError } from '@patchbay/plugin-kit'
import OpenAI from 'openai'
import type { ModelCall, ModelClient, ModelEvent, ModelMessage, ModelTool } from './model-client.ts'

type Chunk = OpenAI.Chat.Completions.ChatCompletionChunk

export interface OpenAiClientOptions extends ModelConfig {
  /** Milliseconds without a word from the model after which it is given up. */
  patience?: number
}

/** Any endpoint that speaks as OpenAI's chat completions do. */
export function createOpenAiClient({ baseUrl, apiKey, name, window, patience = 60_000 }: OpenAiClientOptions): ModelClient {
  const client = new OpenAI({ baseURL: baseUrl.href.replace(/\/$/, ''), apiKey: apiKey ?? 'none', maxRetries: 1, timeout: patience })
  return {
    info: { kind: 'model', name, host: baseUrl.host, window },

    async *stream(messages, tools, signal) {
      const watch = new AbortController()
      const both = AbortSignal.any([signal, watch.signal])
      let timer = setTimeout(() => watch.abort(), patience)
      try {
        const parameters = { model: name, messages: messages.map(toMessage), stream_options: { include_usage: true } }
        const all = tools.length > 0 ? { ...parameters, tools: tools.map(toTool) } : parameters
        const chunks = await client.chat.completions.create({ ...all, stream: true }, { signal: both })
        const reader = new ChunkReader()
        for await (const chunk of chunks) {
          clearTimeout(timer)
          timer = setTimeout(() => watch.abort(), patience)
          yield* reader.read(chunk)
        }
        both.throwIfAborted()
        yield* reader.end()
      } catch (error) {
        throw signal.aborted ? error : toAppError(error, watch.signal.aborted)
      } finally {
        clearTimeout(timer)
        watch.abort()
      }
    },
  }
}

/** Calls come in pieces, told apart by their index; they are whole when the stream ends. */
class ChunkReader {
  readonly #calls = new Map<number, ModelCall>()
  #isCut = false;

  *read(chunk: Chunk): Iterable<ModelEvent> {
    const { usage } = chunk
    if (usage) yield { type: 'usage', promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens }
    const [choice] = chunk.choices ?? []
    if (!choice) return
    const text = choice.delta?.content || choice.delta?.refusal
    if (text) yield { type: 'text', text }
    for (const piece of choice.delta?.tool_calls ?? []) this.#add(piece)
    if (choice.finish_reason === 'length') this.#isCut = true
  }

  *end(): Iterable<ModelEvent> {
    for (const [index, call] of this.#calls) yield { type: 'call', call: { ...call, id: call.id || `call-${index}` } }
    if (this.#isCut) yield { type: 'cut' }
  }

  #add({ index, id, function: part }: NonNullable<Chunk['choices'][number]['delta']['tool_calls']>[number]): void {
    const call = this.#calls.get(index) ?? { id: '', name: '', arguments: '' }
    this.#calls.set(index, {
      id: id || call.id,
      name: call.name + (part?.name ?? ''),
      arguments: call.arguments + (part?.arguments ?? ''),
    })
  }
}

function toMessage(message: ModelMessage): OpenAI.Chat.Completions.ChatCompletionMessageParam {
  switch (message.role) {
    case 'system':
    case 'user':
      return { role: message.role, content: message.text }
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.text }
    case 'assistant': {
      const tool_calls = message.calls.map(({ id, name, arguments: text }) => ({
        id,
        type: 'function' as const,
        // An endpoint may refuse a history with arguments that are no JSON.
        function: { name, arguments: isJson(text) ? text : '{}' },
      }))
      return { role: 'assistant', content: message.text || null, ...(tool_calls.length > 0 && { tool_calls }) }
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The words stand in the compact description, once; here are only names and types. */
function toTool({ name, plugin, action }: ModelTool): OpenAI.Chat.Completions.ChatCompletionTool {
  const description = `${plugin.nameForModel}.${action.name}`
  return { type: 'function', function: { name, description, parameters: stripTexts(action.input) as Record<string, unknown> } }
}

const texts = new Set(['description', 'title', 'example', 'examples', '$schema'])

function stripTexts(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(stripTexts)
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'properties' && typeof value === 'object' && value !== null)
      return [[key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, stripTexts(each)]))]]
    return texts.has(key) ? [] : [[key, key === 'enum' || key === 'const' || key === 'default' ? value : stripTexts(value)]]
  })
  return Object.fromEntries(entries)
}

function toAppError(error: unknown, isSlow: boolean): AppError {
  if (isSlow) return new AppError('timeout', 'The model did not answer in time. Try again.', { cause: error })
  if (error instanceof OpenAI.APIConnectionError)
    return new AppError('upstream_failed', 'The model can’t be reached. Whoever runs this Patchbay can check MODEL_BASE_URL.', {
      cause: error,
    })
  if (error instanceof OpenAI.APIError) {
    const { status } = error
    if (status === 401 || status === 403)
      return new AppError('upstream_failed', 'The model refuses the key. Whoever runs this Patchbay can check MODEL_API_KEY.', {
        cause: error,
      })
    if (status === 404)
      return new AppError('upstream_failed', 'There is no such model. Whoever runs this Patchbay can check MODEL.', { cause: error })
    if (status === 429)
      return new AppError('upstream_failed', 'The model takes no more requests at the moment. Wait, then try again.', { cause: error })
    if (status === 400 || status === 413)
      return new AppError('upstream_failed', 'The model refuses this conversation: it may be too long. Begin a new one.', { cause: error })
  }
  return new AppError('upstream_failed', 'The model failed. Try again.', { cause: error })
}

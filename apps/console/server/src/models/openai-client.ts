import type { ModelConfig } from '@patchbay/config'
import { AppError } from '@patchbay/plugin-kit'
import OpenAI from 'openai'
import { ChunkReader } from './chunk-reader.ts'
import type { ModelClient, ModelMessage, ModelTool } from './model-client.ts'
import { toModelError } from './model-errors.ts'
import { createModelFetch } from './model-fetch.ts'

/** Any endpoint that speaks as OpenAI's chat completions do. */
export function createOpenAiClient({ baseUrl, apiKey, name, window, patience }: ModelConfig): ModelClient {
  const baseURL = baseUrl.href.replace(/\/$/, '')
  return {
    info: { kind: 'model', name, host: baseUrl.host, window },

    toFunctionText: (tools) => (tools.length > 0 ? JSON.stringify(tools.map(toTool)) : ''),

    async *stream(messages, tools, signal) {
      const watch = new AbortController()
      const both = AbortSignal.any([signal, watch.signal])
      let timer = setTimeout(() => watch.abort(), patience)
      const onBytes = () => {
        clearTimeout(timer)
        timer = setTimeout(() => watch.abort(), patience)
      }
      const client = new OpenAI({ baseURL, apiKey: apiKey ?? 'none', maxRetries: 1, timeout: patience, fetch: createModelFetch(onBytes) })
      try {
        const parameters = { model: name, messages: messages.map(toMessage), stream_options: { include_usage: true } }
        const all = tools.length > 0 ? { ...parameters, tools: tools.map(toTool) } : parameters
        const chunks = await client.chat.completions.create({ ...all, stream: true }, { signal: both })
        const reader = new ChunkReader()
        for await (const chunk of chunks) yield* reader.read(chunk)
        both.throwIfAborted()
        const { isEmpty } = yield* reader.end()
        if (isEmpty) throw new AppError('upstream_failed', 'The model said nothing. Try again.')
      } catch (error) {
        throw signal.aborted ? error : toModelError(error, watch.signal.aborted)
      } finally {
        clearTimeout(timer)
        watch.abort()
      }
    },
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
  const description = `${plugin.nameForModel}.${name.slice(plugin.nameForModel.length + 2)}`
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

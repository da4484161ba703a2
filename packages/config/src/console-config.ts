import type { Reader } from './reader.ts'

export interface ConsoleConfig {
  /** Where the console asks hosts of this Patchbay: the gateway's address, in plain HTTP. */
  gatewayUrl: URL
  /** An endpoint that speaks as OpenAI's does; undefined: the built-in planner answers. */
  model: ModelConfig | undefined
  /** How many plugins may be on in one conversation. */
  pluginsAtOnce: number
}

export interface ModelConfig {
  /** `https://api.openai.com/v1`, `http://127.0.0.1:11434/v1` */
  baseUrl: URL
  apiKey: string | undefined
  name: string
  /** Tokens that fit into its window. */
  window: number
  /** Milliseconds without a byte from it after which it is given up. */
  patience: number
}

export function readConsole(read: Reader, port: number): ConsoleConfig {
  const gatewayUrl = read.url('GATEWAY_URL', ['http:'])
  return {
    gatewayUrl: new URL(gatewayUrl ?? `http://127.0.0.1:${port}`),
    model: readModel(read),
    pluginsAtOnce: read.integer('CONSOLE_PLUGINS', { default: 3, min: 1, max: 20 }),
  }
}

function readModel(read: Reader): ModelConfig | undefined {
  const name = read.text('MODEL')
  const apiKey = read.text('MODEL_API_KEY')
  const text = read.text('MODEL_BASE_URL')
  const baseUrl = text === undefined ? undefined : (URL.parse(text) ?? undefined)
  if (text !== undefined && !/^https?:$/.test(baseUrl?.protocol ?? ''))
    read.problem('MODEL_BASE_URL', 'must be the base URL of an OpenAI-compatible endpoint, such as https://api.openai.com/v1')
  if (name === undefined && (text !== undefined || apiKey !== undefined))
    read.problem('MODEL', 'is missing: name the model that MODEL_BASE_URL offers, or set none of MODEL, MODEL_BASE_URL and MODEL_API_KEY')
  const window = read.integer('MODEL_WINDOW', { default: 32_768, min: 2048, max: 10_000_000 })
  const patience = read.integer('MODEL_PATIENCE', { default: 60, min: 1, max: 3600 }) * 1000
  return name === undefined ? undefined : { baseUrl: baseUrl ?? new URL('https://api.openai.com/v1'), apiKey, name, window, patience }
}

import type { Candidate, ModelInfo } from '../api.ts'
import type { PluginAction } from '../plugins/definition.ts'

/** An action that the model may call, under a name that no other has in this conversation. */
export interface ModelTool {
  /** `todo__getTodos`: at most 64 letters, digits, `_` and `-`. */
  name: string
  /** `nameForModel` is the one that no other plugin has in this conversation. */
  plugin: { id: string; title: string; nameForModel: string }
  action: PluginAction
}

export type ModelMessage =
  | { role: 'system'; text: string }
  | { role: 'user'; text: string; choice?: Pick<Candidate, 'pluginId' | 'action' | 'arguments'> | undefined }
  /** `candidates`: what the planner had understood when it asked for more; else none. */
  | { role: 'assistant'; text: string; calls: ModelCall[]; candidates: readonly Candidate[] }
  | { role: 'tool'; callId: string; text: string }

export interface ModelCall {
  id: string
  /** Of the tool. */
  name: string
  /** JSON text as the model gave it, malformed or not. */
  arguments: string
}

export type ModelEvent =
  | { type: 'text'; text: string }
  | { type: 'call'; call: ModelCall }
  | { type: 'candidates'; text: string; candidates: Candidate[] }
  | { type: 'usage'; promptTokens: number; completionTokens: number }
  /** The answer ended before it was whole. */
  | { type: 'cut' }
  /** The endpoint kept something of the answer back. */
  | { type: 'filtered' }

/** What answers in conversations. */
export interface ModelClient {
  info: ModelInfo
  /** What is sent beside the messages to name the functions; it takes room in the window, too. */
  toFunctionText?: (tools: readonly ModelTool[]) => string
  /** @throws AppError in words for the person. */
  stream(messages: readonly ModelMessage[], tools: readonly ModelTool[], signal: AbortSignal): AsyncIterable<ModelEvent>
}

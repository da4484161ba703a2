import type { PromptPreview } from './plugins.ts'

export interface ConversationSummary {
  id: string
  title: string
  /** ISO 8601 */
  updatedAt: string
  /** With a search: where it was found, with the hit between `\u0002` and `\u0003`. */
  snippet?: string
}

/** GET /api/conversations/{id}. Messages are a tree by `parentId`; `leafId` is the end of the branch that is shown. */
export interface Conversation extends ConversationSummary {
  pluginIds: string[]
  leafId: string | null
  messages: Message[]
  /** The run that goes on; open its events. */
  runId: string | null
}

export type Message = UserMessage | AssistantMessage

interface MessageBase {
  id: string
  /** Null for the first. Messages with the same parent are versions of each other: edits and retries. */
  parentId: string | null
  createdAt: string
}

export interface UserMessage extends MessageBase {
  role: 'user'
  text: string
}

export interface AssistantMessage extends MessageBase {
  role: 'assistant'
  /** `waiting`: a call asks the person. */
  status: 'running' | 'waiting' | 'done' | 'stopped' | 'failed'
  /** In the order in which they came. */
  parts: Part[]
  /** Who wrote it: the name of the model, or `Built-in planner`. */
  model: string
  isPlanner: boolean
  /** What went wrong, in words, when it failed. */
  problem: string | null
  usage: { promptTokens: number; completionTokens: number } | null
}

export type Part =
  | { type: 'text'; text: string }
  | { type: 'call'; call: Call }
  /** Something the person should know: older messages were left out, the model was told to stop. */
  | { type: 'notice'; code: NoticeCode; text: string }
  /** The planner is not sure: buttons. Choosing one sends `choice` in POST …/messages. */
  | { type: 'candidates'; text: string; candidates: Candidate[] }

export type NoticeCode = 'truncated' | 'too-many-calls' | 'answer-cut' | 'plugin-changed' | 'bad-arguments'

export interface Candidate {
  pluginId: string
  pluginTitle: string
  action: string
  description: string
  arguments: Record<string, unknown>
  /** Names of parameters that are still missing. */
  missing: string[]
}

/** `asking`: `question` says what; POST /api/calls/{id}/answer answers. `background`: `job` says how far it is. */
export type CallStatus = 'asking' | 'running' | 'background' | 'done' | 'failed' | 'denied' | 'stopped'

/** One call of an action: a card. */
export interface Call {
  id: string
  pluginId: string
  pluginTitle: string
  action: string
  /** As the model gave them, or as the person changed them. */
  arguments: Record<string, unknown>
  status: CallStatus
  question: Question | null
  request: SentRequest | null
  response: ReceivedResponse | null
  milliseconds: number | null
  /** The request as a command, with `$TOKEN` where a secret was. */
  curl: string | null
  job: Job | null
  /** Whether a page of the plugin shows what came back: GET /api/calls/{id}/widget. */
  hasWidget?: boolean
  /** Why it did not happen, in words. */
  problem: string | null
}

/** GET /api/calls/{id}/widget: what a host of MCP Apps (2026-01-26) needs to show an answer. */
export interface CallWidget {
  /** The page between the console's and the widget's, on a host of its own. */
  frameUrl: string
  html: string
  tool: { name: string; inputSchema: Record<string, unknown> & { type: 'object' } }
  arguments: Record<string, unknown>
  result: ToolResult
}

/** The result of a tool, as MCP has it. */
export interface ToolResult {
  content: { type: 'text'; text: string }[]
  structuredContent?: Record<string, unknown>
  isError?: boolean
}

/** What a call asks the person. Nothing that a model or a plugin says answers it. */
export type Question = { id: string } & (
  | {
      type: 'confirmation'
      /** `console`: our own rule asks. `plugin`: the plugin answered that it wants a confirmation. */
      from: 'console' | 'plugin'
      /** The plugin's own words ("Book LH 1171 for 231 EUR?"); null from the console. Show it as the plugin's text. */
      text: string | null
      /** To show and, where `isEditable`, to change. */
      arguments: Record<string, unknown>
      isEditable: boolean
      mayAlwaysAllow: boolean
      isDestructive: boolean
      /** ISO 8601; null for no end. */
      expiresAt: string | null
    }
  /** MCP elicitation: a form of plain fields (JSON Schema of type object). */
  | { type: 'form'; text: string; schema: Record<string, unknown> }
  /** MCP elicitation: a page of another site. Show its host. */
  | { type: 'url'; text: string; url: string; host: string }
)

/** POST /api/calls/{id}/answer. `questionId` says which question was shown: another one is not answered by it. */
export type Answer = { questionId?: string } & (
  | { decision: 'allow' | 'always-allow'; arguments?: Record<string, unknown> }
  | { decision: 'deny' }
  /** To `form` and `url`. */
  | { decision: 'accept'; content?: Record<string, unknown> }
)

export interface SentRequest {
  method: string
  url: string
  /** Secrets are replaced by `•••`. */
  headers: [name: string, value: string][]
  /** JSON text as it was sent. */
  body: string | null
}

export interface ReceivedResponse {
  status: number
  statusText: string
  headers: [name: string, value: string][]
  /** Text, at most 100,000 characters. */
  body: string
  isCut: boolean
  /** The structured content of an MCP result that a widget shows. */
  structured?: Record<string, unknown>
  bytes: number
  /** What it costs the model. */
  tokens: number
}

/** A background action that a call began. GET /api/calls/{id}/job reads it anew, DELETE asks it to stop. */
export interface Job {
  id: string
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  /** From 0 to 1; null when it does not say. */
  progress: number | null
  message: string | null
  canCancel: boolean
  /** The result as JSON text, when it is done. */
  result: string | null
  problem: string | null
}

/** POST /api/conversations/{id}/messages */
export interface NewMessage {
  text: string
  /** The message it follows; the present leaf when left out. To edit a message, send the new text with its `parentId`. */
  parentId?: string | null
  /** A candidate of the planner that was chosen. */
  choice?: Pick<Candidate, 'pluginId' | 'action' | 'arguments'>
}

/** Answer to a new message and to a retry, 202. */
export interface StartedRun {
  runId: string
  /** The user's message (not with a retry) and the answer that begins. */
  messages: Message[]
}

/**
 * GET /api/runs/{id}/events, `text/event-stream`: each has `id`, `event: run` and one of these as JSON in `data`. An EventSource that
 * comes again with Last-Event-ID goes on where it was; without, it gets everything from the start. A comment comes every 15 s.
 */
export type RunEvent =
  /** The answer as it is now: replaces what is known of this message. */
  | { type: 'message'; message: AssistantMessage }
  /** More text at the end of the part with this index. */
  | { type: 'text'; messageId: string; index: number; text: string }
  /** A new part at this index, or one that changed: replace it. */
  | { type: 'part'; messageId: string; index: number; part: Part }
  | { type: 'status'; messageId: string; status: AssistantMessage['status']; problem: string | null }
  | { type: 'title'; title: string }
  /** The last one. Close the source. */
  | { type: 'end' }

/** GET /api/conversations/{id}/prompt: what the model gets before the first message. */
export interface ConversationPrompt {
  /** The whole system text. */
  text: string
  tokens: number
  /** What names and types of the functions take beside it. */
  functionTokens: number
  /** Part of the window that both take. */
  share: number
  plugins: ({ id: string; title: string } & PromptPreview)[]
}

/** GET /api/messages/{id}/links: what the links of an answer lead to. Only links of the text that the person sees are looked at. */
export interface MessageLinks {
  previews: LinkPreview[]
  /** Pictures in the markdown, by their URL: a path of the console that fetches them. */
  images: Record<string, string>
}

export interface LinkPreview {
  url: string
  host: string
  siteName: string | null
  title: string | null
  description: string | null
  /** A path of the console, or null. */
  image: string | null
}

/**
 * What the console's page and its server say to each other. JSON in both directions, paths on the console's own origin.
 *
 * - Without a session everything but GET /api/session is 401 `unauthorized`.
 * - Every request that is not GET needs the header `x-csrf-token` with `Session.csrfToken`, and `content-type: application/json` when it
 *   has a body.
 * - Errors are `Problem`s: show `detail`.
 * - `GET /auth/sign-in?return=/path` begins a sign-in (leave the page), `POST /api/session/end` ends the session.
 * - Sign-ins that did not work come back to `/?problem=sign-in` (the console’s own), `/?plugin=<id>&problem=denied`,
 *   `…&problem=expired` or `…&problem=failed`.
 * - Every other GET path without a dot gets index.html: routes of the page are its own affair.
 */
import type {
  Answer,
  Call,
  CallWidget,
  Conversation,
  ConversationPrompt,
  ConversationSummary,
  Job,
  MessageLinks,
  NewMessage,
  StartedRun,
  ToolResult,
} from './api/conversations.ts'
import type {
  Credentials,
  Inspection,
  Install,
  InstallResult,
  NewPlugin,
  Plugin,
  PluginDetail,
  PluginHealth,
  PluginStatus,
} from './api/plugins.ts'
import type { Session, Settings } from './api/session.ts'
import type { PluginTest, TestReport, TestSet } from './api/tests.ts'

/** Every endpoint by method and path; `{id}` stands for one path segment. */
export interface Endpoints {
  'GET /api/session': { answer: Session }
  'POST /api/session/end': { answer: null }
  'GET /api/settings': { answer: Settings }
  'PUT /api/settings': { body: Partial<Omit<Settings, 'ephemeralUserId'>>; answer: Settings }

  /** Reads an address and says what is there. Up to 30 s. */
  'POST /api/plugins/inspect': { body: NewPlugin; answer: Inspection }
  /** Registers it for the person who asks (the same again when they did before). 422 with the findings when it has errors. */
  'POST /api/plugins': { body: NewPlugin; answer: PluginDetail }
  /** What the person registered or installed. */
  'GET /api/plugins': { answer: { plugins: Plugin[] } }
  /** The store: plugins of this Patchbay and approved ones. `?query=` searches. */
  'GET /api/store': { query: { query?: string }; answer: { plugins: Plugin[] } }
  'GET /api/plugins/{id}': { answer: PluginDetail }
  /** Reads manifest and document anew. */
  'POST /api/plugins/{id}/refresh': { answer: PluginDetail }
  'DELETE /api/plugins/{id}': { answer: null }
  'PUT /api/plugins/{id}/credentials': { body: Credentials; answer: PluginDetail }
  /** Looks whether the manifest has the verification token. 409 with what to do when it has not. */
  'POST /api/plugins/{id}/verify': { answer: PluginDetail }
  'POST /api/plugins/{id}/install': { body: Install; answer: InstallResult }
  /** Signs in (again), where auth is oauth. */
  'POST /api/plugins/{id}/sign-in': { answer: InstallResult }
  'DELETE /api/plugins/{id}/install': { answer: null }
  /** Accepts the definition as it is now. */
  'POST /api/plugins/{id}/changes': { answer: PluginDetail }
  /** Takes back "always allow". */
  'DELETE /api/plugins/{id}/always-allowed/{action}': { answer: PluginDetail }
  /** Makes the link (the same again), for at most `limits.unverifiedUsers` people. */
  'POST /api/plugins/{id}/share': { answer: PluginDetail }
  /** What a share link, `/share/{token}` on the page, leads to. Then install as usual, with the header `x-share-token`. */
  'GET /api/shared/{token}': { answer: PluginDetail }
  /** Admins only. */
  'PUT /api/plugins/{id}/status': { body: { status: PluginStatus }; answer: PluginDetail }
  /** Admins only: every plugin that anyone registered. */
  'GET /api/registered': { answer: { plugins: Plugin[] } }
  'GET /api/plugins/{id}/health': { answer: PluginHealth }
  'GET /api/plugins/{id}/tests': { answer: TestSet }
  /** An empty list goes back to the examples. */
  'PUT /api/plugins/{id}/tests': { body: { tests: PluginTest[] }; answer: TestSet }
  'POST /api/plugins/{id}/tests/run': { answer: TestReport }

  /** Newest first, 50 at a time; `before` is the `updatedAt` of the last one. `query` searches titles and messages. */
  'GET /api/conversations': { query: { query?: string; before?: string }; answer: { conversations: ConversationSummary[] } }
  'POST /api/conversations': { body: { pluginIds?: string[] }; answer: Conversation }
  'GET /api/conversations/{id}': { answer: Conversation }
  /** 409 when a plugin is not ready or there are too many. */
  'PATCH /api/conversations/{id}': { body: { title?: string; pluginIds?: string[]; leafId?: string }; answer: Conversation }
  'DELETE /api/conversations/{id}': { answer: null }
  'GET /api/conversations/{id}/prompt': { answer: ConversationPrompt }
  /** 409 while a run goes on. Then open the events of the run. */
  'POST /api/conversations/{id}/messages': { body: NewMessage; answer: StartedRun }
  /** Another answer to the same message: `messageId` is the answer that was not good. */
  'POST /api/conversations/{id}/retry': { body: { messageId: string }; answer: StartedRun }
  /** Says the same messages again in a new conversation, against the plugins as they are now. */
  'POST /api/conversations/{id}/replay': { answer: Conversation }
  'POST /api/runs/{id}/stop': { answer: null }
  'POST /api/calls/{id}/answer': { body: Answer; answer: Call }
  'GET /api/calls/{id}/job': { answer: Job }
  'DELETE /api/calls/{id}/job': { answer: Job }
  'GET /api/calls/{id}/widget': { answer: CallWidget }
  /** A widget calls a tool of its plugin: only one that changes nothing. */
  'POST /api/calls/{id}/widget/tool': { body: { name: string; arguments: Record<string, unknown> }; answer: ToolResult }
  /** Up to 10 s. */
  'GET /api/messages/{id}/links': { answer: MessageLinks }
}

export type {
  Answer,
  AssistantMessage,
  Call,
  CallStatus,
  CallWidget,
  Candidate,
  Conversation,
  ConversationPrompt,
  ConversationSummary,
  Job,
  LinkPreview,
  Message,
  MessageLinks,
  NewMessage,
  NoticeCode,
  Part,
  Question,
  ReceivedResponse,
  RunEvent,
  SentRequest,
  StartedRun,
  ToolResult,
  UserMessage,
} from './api/conversations.ts'
export type {
  ActionInfo,
  AuthKind,
  Credentials,
  Finding,
  Inspection,
  Install,
  InstallResult,
  NewPlugin,
  Plugin,
  PluginChanges,
  PluginDetail,
  PluginFacts,
  PluginHealth,
  PluginKind,
  PluginStatus,
  PromptPreview,
  Registration,
} from './api/plugins.ts'
export type { ConsoleLimits, ModelInfo, Problem, Session, SessionUser, Settings } from './api/session.ts'
export type { PluginTest, TestReport, TestResult, TestSet } from './api/tests.ts'

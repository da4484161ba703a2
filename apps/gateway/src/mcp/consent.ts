import { McpError, mcpCode, type StateSeal, type ToolCall, type ToolOutcome } from '@patchbay/mcp'
import { toFingerprint, type Confirmation, type Confirmations } from '@patchbay/queue'

/** What a person is asked about: whose call of what, with which arguments. */
export interface AskedCall {
  userId: string
  plugin: string
  action: string
  input: unknown
  /** Whether the client of before 2026 opens pages for its person, and then calls again. */
  opensPages: boolean
}

/** Asks people through their MCP host before something is done for them (2026-07-28, Multi Round-Trip Requests, Elicitation). */
export interface Consent {
  /**
   * The confirmation that an earlier round asked for, if this call carries one; what the person said is noted by then.
   *
   * @throws McpError for a state that was not made for this person, action and arguments
   */
  read(call: ToolCall, asked: AskedCall): Promise<string | undefined>
  /**
   * Undefined when the client can't ask its person: then nothing but the page is left.
   *
   * @throws McpError -32042 for a client of before 2026 that opens pages (2025-11-25, URL Elicitation Required)
   */
  ask(call: ToolCall, asked: AskedCall, confirmation: Confirmation): ToolOutcome | undefined
}

type Mode = 'url' | 'form'

export interface ConsentOptions {
  confirmations: Pick<Confirmations, 'approve' | 'refuse' | 'recall'>
  seal: StateSeal
}

export function createConsent({ confirmations, seal }: ConsentOptions): Consent {
  return {
    async read(call, asked) {
      if (call.requestState === undefined) return asked.opensPages ? confirmations.recall(asked) : undefined
      const state = seal.open(call.requestState, toBinding(asked)) as { id: string; mode: Mode } | undefined
      if (!state) throw new McpError(mcpCode.invalidParams, 'Invalid or expired requestState')
      const said = readAnswer(call.inputResponses?.[question], state.mode)
      if (said === 'yes') await confirmations.approve(state.id, asked.userId)
      if (said === 'no') await confirmations.refuse(state.id, asked.userId)
      return state.id
    },
    ask(call, asked, confirmation) {
      if (asked.opensPages) throw toUrlRequired(confirmation)
      const mode = toMode(call.clientCapabilities?.['elicitation'])
      if (!mode) return undefined
      const requestState = seal.seal({ id: confirmation.id, mode } satisfies { id: string; mode: Mode }, toBinding(asked))
      const inputRequests = { [question]: { method: 'elicitation/create', params: toParams(mode, confirmation) } }
      return { result: { resultType: 'input_required', inputRequests, requestState } }
    },
  }
}

const question = 'confirm'

function toBinding({ userId, plugin, action, input }: AskedCall): string {
  return `${userId} ${toFingerprint(plugin, action, input).toString('hex')}`
}

/** The page comes first: there the person is signed in. A form is for clients that show nothing else, as is an empty object. */
function toMode(declared: unknown): Mode | undefined {
  if (typeof declared !== 'object' || declared === null) return undefined
  if ('url' in declared) return 'url'
  return 'form' in declared || Object.keys(declared).length === 0 ? 'form' : undefined
}

function toParams(mode: Mode, { id, message, url }: Confirmation): object {
  if (mode === 'url') return { mode, message, url, elicitationId: id }
  const agree = { type: 'boolean', title: 'Yes, do it', description: message, default: false }
  return { mode, message, requestedSchema: { type: 'object', properties: { agree }, required: ['agree'] } }
}

/** It is asked on the page; the same call again goes on from there. */
function toUrlRequired(confirmation: Confirmation): McpError {
  const message = 'The user must agree first. Nothing was done.'
  return new McpError(mcpCode.urlElicitationRequired, message, { elicitations: [toParams('url', confirmation)] })
}

/** On the page the person answers there; accepting here means only that it was opened. */
function readAnswer(response: unknown, mode: Mode): 'yes' | 'no' | undefined {
  const { action, content } = (typeof response === 'object' && response !== null ? response : {}) as { action?: unknown; content?: unknown }
  if (action === 'decline' || action === 'cancel') return 'no'
  if (action !== 'accept' || mode === 'url') return undefined
  return (content as { agree?: unknown } | undefined)?.agree === true ? 'yes' : 'no'
}

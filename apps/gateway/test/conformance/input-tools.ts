import { createStateSeal, McpError, mcpCode, type ToolCall, type ToolResult } from '@patchbay/mcp'
import { randomBytes } from 'node:crypto'
import { text } from './content-tools.ts'

const seal = createStateSeal({ key: randomBytes(32), lifetime: 60_000 })

const ask = (message: string, properties: object) => ({
  method: 'elicitation/create',
  params: { mode: 'form', message, requestedSchema: { type: 'object', properties, required: Object.keys(properties) } },
})
const sample = (question: string) => ({
  method: 'sampling/createMessage',
  params: { messages: [{ role: 'user', content: text(question) }], maxTokens: 100 },
})
const roots = { method: 'roots/list', params: {} }
const askName = ask('What is your name?', { name: { type: 'string' } })

const need = (inputRequests: object, state?: unknown): ToolResult => ({
  resultType: 'input_required',
  inputRequests,
  ...(state !== undefined && { requestState: seal.seal(state, 'conformance') }),
})

const done = (value: unknown): ToolResult => ({ content: [text(typeof value === 'string' ? value : JSON.stringify(value))] })

function open({ requestState }: ToolCall): unknown {
  if (requestState === undefined) return undefined
  const state = seal.open(requestState, 'conformance')
  if (state === undefined) throw new McpError(mcpCode.invalidParams, 'Invalid or expired requestState')
  return state
}

/** An answer that was given and is of an object. */
function given({ inputResponses }: ToolCall, name: string): Record<string, never> | undefined {
  const value = inputResponses?.[name]
  return typeof value === 'object' && value !== null ? (value as Record<string, never>) : undefined
}

function name(call: ToolCall, key: string): string | undefined {
  const content = given(call, key)?.['content'] as Record<string, unknown> | undefined
  return typeof content?.['name'] === 'string' ? content['name'] : undefined
}

/** What the suite calls to see results that ask for more (2026-07-28, Multi Round-Trip Requests). */
export const inputTools: Record<string, (call: ToolCall) => ToolResult> = {
  test_input_required_result_elicitation(call) {
    const found = name(call, 'user_name')
    return found === undefined ? need({ user_name: askName }) : done(`Hello, ${found}!`)
  },
  test_input_required_result_sampling(call) {
    const found = given(call, 'capital_question')
    return found ? done(found) : need({ capital_question: sample('What is the capital of France?') })
  },
  test_input_required_result_list_roots(call) {
    const found = given(call, 'client_roots')
    return found ? done(found) : need({ client_roots: roots })
  },
  test_input_required_result_request_state(call) {
    if (open(call) === undefined) return need({ confirm: ask('Please confirm', { ok: { type: 'boolean' } }) }, 'waiting')
    return done('state-ok')
  },
  test_input_required_result_multiple_inputs(call) {
    const isWhole = ['user_name', 'greeting', 'client_roots'].every((key) => given(call, key))
    const all = { user_name: askName, greeting: sample('Generate a greeting'), client_roots: roots }
    return open(call) !== undefined && isWhole ? done('all three') : need(all, 'waiting')
  },
  test_input_required_result_multi_round(call) {
    const state = open(call)
    if (state === undefined) return need({ step1: ask('Step 1: What is your name?', { name: { type: 'string' } }) }, 1)
    if (state === 1) return need({ step2: ask('Step 2: What is your favorite color?', { color: { type: 'string' } }) }, 2)
    return done('both')
  },
  test_input_required_result_tampered_state(call) {
    return open(call) === undefined ? need({ confirm: ask('Please confirm', { ok: { type: 'boolean' } }) }, 'waiting') : done('state-ok')
  },
  test_streaming_elicitation(call) {
    return given(call, 'user_name') ? done('thanks') : need({ user_name: askName })
  },
  test_missing_capability(call) {
    if (call.clientCapabilities?.['sampling']) return done('thanks')
    throw new McpError(-32021, 'This needs a client that samples', { requiredCapabilities: { sampling: {} } })
  },
  test_input_required_result_capabilities(call) {
    const { sampling, elicitation } = call.clientCapabilities ?? {}
    if (given(call, 'any')) return done('thanks')
    if (elicitation) return need({ any: askName })
    return sampling ? need({ any: sample('Say something') }) : done('nothing to ask with')
  },
}

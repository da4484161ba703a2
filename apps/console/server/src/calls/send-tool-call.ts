import type { CallToolResult, ElicitRequest, ElicitResult } from '@modelcontextprotocol/client'
import type { SafeRequest } from '@patchbay/safe-fetch'
import type { ReceivedResponse, SentRequest } from '../api.ts'
import { McpSignInError, withMcp } from '../mcp/connect-mcp.ts'
import type { PluginAction } from '../plugins/definition.ts'
import type { PluginToken } from '../plugins/installs.ts'
import { countTokens } from '../plugins/tokens.ts'
import type { SentCall } from './send-call.ts'

export interface SendToolCallOptions {
  url: string
  request: SafeRequest
  action: PluginAction
  arguments: Readonly<Record<string, unknown>>
  token: PluginToken | undefined
  signal: AbortSignal
  onQuestion: (question: ElicitRequest['params']) => Promise<ElicitResult>
}

const mostCharacters = 100_000

/** Calls a tool of an MCP server. Its card shows the JSON-RPC call and the result. */
export async function sendToolCall(options: SendToolCallOptions): Promise<SentCall & { isError: boolean }> {
  const { url, request, action, token, signal, onQuestion } = options
  const parameters = { name: action.name, arguments: { ...options.arguments } }
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: parameters })
  const headers: SentRequest['headers'] = [
    ['content-type', 'application/json'],
    ...(token ? [['authorization', `${token.scheme} •••`] as [string, string]] : []),
  ]
  const sent: SentRequest = { method: 'POST', url, headers, body }
  const started = performance.now()
  const toMilliseconds = () => Math.round(performance.now() - started)
  try {
    const result = await withMcp({ url: new URL(url), request, token, signal, onQuestion }, (client) =>
      client.callTool(parameters, { signal }),
    )
    const milliseconds = toMilliseconds()
    const response = await toResponse(toText(result as CallToolResult))
    const structured = result.structuredContent as Record<string, unknown> | undefined
    if (action.widget && structured && JSON.stringify(structured).length <= mostCharacters) response.structured = structured
    return {
      request: sent,
      response,
      headers: new Map(),
      milliseconds,
      curl: null,
      problem: null,
      isError: result.isError === true,
      isRefused: false,
    }
  } catch (error) {
    signal.throwIfAborted()
    const problem = error instanceof Error ? error.message.slice(0, 500) : 'The call failed.'
    return {
      request: sent,
      response: null,
      headers: new Map(),
      milliseconds: toMilliseconds(),
      curl: null,
      problem,
      isError: true,
      isRefused: error instanceof McpSignInError,
    }
  }
}

async function toResponse(text: string): Promise<ReceivedResponse> {
  const body = text.slice(0, mostCharacters)
  const tokens = await countTokens(body)
  return { status: 200, statusText: 'OK', headers: [], body, isCut: text.length > mostCharacters, bytes: Buffer.byteLength(text), tokens }
}

/** What the model reads: texts, or the structured content; of everything else its kind. */
function toText({ content, structuredContent }: CallToolResult): string {
  const texts = content.map((block) => {
    if (block.type === 'text') return block.text
    if (block.type === 'resource_link') return `[${block.name}](${block.uri})`
    if (block.type === 'resource' && 'text' in block.resource) return block.resource.text
    return `(${block.type})`
  })
  const text = texts.join('\n')
  return text === '' && structuredContent !== undefined ? JSON.stringify(structuredContent) : text
}

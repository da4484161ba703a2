import type { Client, ElicitRequest, ElicitResult, FetchLike } from '@modelcontextprotocol/client'
import type { SafeRequest } from '@patchbay/safe-fetch'
import type { PluginToken } from '../plugins/installs.ts'

export interface McpConnection {
  url: URL
  request: SafeRequest
  token?: PluginToken | undefined
  signal?: AbortSignal | undefined
  /** The server asks the person something. Without it the server is told that nobody can be asked. */
  onQuestion?: (question: ElicitRequest['params']) => Promise<ElicitResult>
}

/** The server wants to know who asks. */
export class McpSignInError extends Error {}

/** Milliseconds. */
const timeout = 45_000

/** Speaks to an MCP server in its own revision, does something, and leaves. */
export async function withMcp<Result>(connection: McpConnection, act: (client: Client) => Promise<Result>): Promise<Result> {
  const { url, request, token, onQuestion, signal } = connection
  // Loaded when somebody needs it: it takes a while.
  const { Client, StreamableHTTPClientTransport, UnauthorizedError } = await import('@modelcontextprotocol/client')
  const info = { name: 'patchbay-console', title: 'Patchbay Console', version: '0.1.0' }
  const capabilities = onQuestion ? { elicitation: { form: {}, url: {} } } : {}
  const client = new Client(info, { capabilities, versionNegotiation: { mode: 'auto' } })
  if (onQuestion) client.setRequestHandler('elicitation/create', ({ params }) => onQuestion(params))
  const headers = token ? { authorization: `${token.scheme} ${token.accessToken}` } : {}
  const fetch = request.fetch as unknown as FetchLike
  const transport = new StreamableHTTPClientTransport(url, { requestInit: { headers }, fetch })
  const options = { timeout, ...(signal && { signal }) }
  try {
    await client.connect(transport, options)
    return await act(client)
  } catch (error) {
    if (error instanceof UnauthorizedError) throw new McpSignInError('The person has to sign in to this server first.', { cause: error })
    throw error
  } finally {
    await client.close().catch(() => undefined)
  }
}

import type { Client, ElicitRequest, ElicitResult, FetchLike } from '@modelcontextprotocol/client'
import { SafeRequestError, type SafeRequest } from '@patchbay/safe-fetch'
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
export class McpSignInError extends Error {
  /** Where it says how people sign in, if it named that (RFC 9728 §5.1). */
  readonly metadataUrl: URL | undefined

  constructor(message: string, metadataUrl: URL | undefined, options?: ErrorOptions) {
    super(message, options)
    this.metadataUrl = metadataUrl
  }
}

/** Milliseconds. */
const timeout = 45_000

/**
 * Speaks to an MCP server in its own revision, does something, and leaves.
 *
 * @throws McpSignInError, or an Error in words for the person.
 */
export async function withMcp<Result>(connection: McpConnection, act: (client: Client) => Promise<Result>): Promise<Result> {
  const { url, request, token, onQuestion, signal } = connection
  // Loaded when somebody needs it: it takes a while.
  const sdk = await import('@modelcontextprotocol/client')
  const info = { name: 'patchbay-console', title: 'Patchbay Console', version: '0.1.0' }
  const capabilities = onQuestion ? { elicitation: { form: {}, url: {} } } : {}
  const client = new sdk.Client(info, { capabilities, versionNegotiation: { mode: 'auto' } })
  if (onQuestion) client.setRequestHandler('elicitation/create', ({ params }) => onQuestion(params))
  const headers = token ? { authorization: `${token.scheme} ${token.accessToken}` } : {}
  let refused: Response | undefined
  const fetch: FetchLike = async (address, init) => {
    // The library does not hand the signal on while it finds out which revision the server speaks.
    const signals = [init?.signal, signal].filter((each) => each instanceof AbortSignal)
    const response = await request.fetch(address, { ...init, signal: AbortSignal.any(signals) })
    if (response.status === 401) refused = response
    return response
  }
  const transport = new sdk.StreamableHTTPClientTransport(url, { requestInit: { headers }, fetch })
  const options = { timeout, ...(signal && { signal }) }
  try {
    await client.connect(transport, options)
    return await act(client)
  } catch (error) {
    if (!refused) throw toError(error, url)
    const { resourceMetadataUrl } = sdk.extractWWWAuthenticateParams(refused)
    throw new McpSignInError('This server wants people to sign in. Sign in to it, then try again.', resourceMetadataUrl, { cause: error })
  } finally {
    await client.close().catch(() => undefined)
  }
}

/** The library tells what it was doing; why that failed stands below. */
function toError(error: unknown, { host }: URL): Error {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if (each instanceof SafeRequestError) return each
    const { status, statusText = '' } = (each as { data?: { status?: unknown; statusText?: string } }).data ?? {}
    if (typeof status === 'number') return new Error(`${host} answers with ${`${status} ${statusText}`.trim()}.`, { cause: error })
  }
  return error instanceof Error ? error : new Error('There is no answer.', { cause: error })
}

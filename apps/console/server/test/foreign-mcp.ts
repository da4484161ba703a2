import { createServer, type ServerResponse } from 'node:http'

export interface ForeignMcp extends AsyncDisposable {
  /** `http://localhost:5003` */
  origin: string
  /** What it serves, as it comes over the wire. */
  tools: unknown[]
  instructions: string
  /** Answers of the paths that are not `/mcp`. */
  documents: Map<string, object>
  /** Answers everything at `/mcp` by itself. */
  answer: ((response: ServerResponse) => void) | undefined
  calls: { name: string; authorization: string | undefined }[]
}

/** An MCP server of somebody who takes the protocol lightly. */
export async function startForeignMcp(): Promise<ForeignMcp> {
  const server = createServer((request, response) => {
    const document = mcp.documents.get(request.url!)
    if (document) return void response.end(JSON.stringify(document))
    if (request.url !== '/mcp') return void response.writeHead(404).end()
    if (mcp.answer) return mcp.answer(response)
    if (request.method !== 'POST') return void response.writeHead(405).end()
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const message = JSON.parse(text) as Message
      if (message.id === undefined) return void response.writeHead(202).end()
      if (message.method === 'tools/call')
        mcp.calls.push({ name: message.params?.name ?? '', authorization: request.headers.authorization })
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(toAnswer(mcp, message)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const mcp: ForeignMcp = {
    origin: `http://localhost:${(server.address() as { port: number }).port}`,
    tools: [],
    instructions: '',
    documents: new Map(),
    answer: undefined,
    calls: [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return mcp
}

interface Message {
  id?: number
  method: string
  params?: { name?: string }
}

function toAnswer({ tools, instructions }: ForeignMcp, { id, method }: Message): object {
  const results: Record<string, object> = {
    initialize: {
      protocolVersion: '2025-06-18',
      capabilities: { tools: {} },
      serverInfo: { name: 'birds', version: '1' },
      instructions,
    },
    'tools/list': { tools },
    'tools/call': { content: [{ type: 'resource', resource: { uri: 'birds://wren', text: 'A wren.' } }] },
  }
  const result = results[method]
  return { jsonrpc: '2.0', id, ...(result ? { result } : { error: { code: -32_601, message: 'Method not found' } }) }
}

import { toNodeHandler, type NodeIncomingMessageLike } from '@modelcontextprotocol/node'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { createServer } from 'node:http'
import { Input, legacyMcpRequest, mcpRequest, Output, searchFlights } from '../work/flights.ts'
import { serve } from './serve.ts'

/** The documented way: `createMcpHandler`, a fresh server for each request. It checks no key, and limits and logs nothing. */
const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'bench', version: '1.0.0' })
  server.registerTool('searchFlights', { description: 'Search flights.', inputSchema: Input, outputSchema: Output }, async (input) => {
    const answer = await searchFlights(input)
    return { content: [{ type: 'text' as const, text: JSON.stringify(answer) }], structuredContent: answer }
  })
  return server
})
const listener = toNodeHandler(handler)

await serve({
  keys: ['none'],
  host: 'bench.localhost',
  request: process.env.BENCH_DOOR === 'mcp-legacy' ? legacyMcpRequest : mcpRequest,
  listen: (port) =>
    createServer((request, response) => void listener(request as NodeIncomingMessageLike, response)).listen(port, '127.0.0.1'),
})

import { FastMCP } from 'fastmcp'
import { Input, legacyMcpRequest, Output, searchFlights } from '../work/flights.ts'
import { serve } from './serve.ts'

/** fastmcp without sessions, answering JSON: its fastest way. It checks no key, and limits and logs nothing. */
const silent = { debug() {}, error() {}, info() {}, log() {}, warn() {} }
const server = new FastMCP({ name: 'bench', version: '1.0.0', logger: silent })
server.addTool({
  name: 'searchFlights',
  description: 'Search flights.',
  parameters: Input,
  outputSchema: Output,
  execute: async (input) => {
    const answer = await searchFlights(input)
    return { content: [{ type: 'text' as const, text: JSON.stringify(answer) }], structuredContent: answer }
  },
})

await serve({
  keys: ['none'],
  host: 'bench.localhost',
  request: legacyMcpRequest,
  listen: (port) =>
    server.start({ transportType: 'httpStream', httpStream: { port, host: '127.0.0.1', stateless: true, enableJsonResponse: true } }),
})

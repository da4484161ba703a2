import { z } from 'zod'

/** The work of every entrant: a small search, validated in and out, answered with ten flights (2 KB). */
export const Input = z.strictObject({
  from: z.string().regex(/^[A-Z]{3}$/),
  to: z.string().regex(/^[A-Z]{3}$/),
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  passengers: z.int().min(1).max(9),
})

export const Output = z.object({
  flights: z.array(
    z.object({
      id: z.string(),
      carrier: z.string(),
      number: z.string(),
      from: z.string(),
      to: z.string(),
      departsAt: z.string(),
      arrivesAt: z.string(),
      stops: z.int(),
      price: z.object({ amount: z.int(), currency: z.string() }),
    }),
  ),
})

const carriers = ['Air France', 'Delta', 'Lufthansa', 'KLM', 'Iberia']
const codes = ['AF', 'DL', 'LH', 'KL', 'IB']

const flights = Array.from({ length: 10 }, (_, index) => ({
  id: `fl_${1000 + index}`,
  carrier: carriers[index % carriers.length]!,
  number: `${codes[index % codes.length]}${200 + index * 7}`,
  from: 'CDG',
  to: 'JFK',
  departsAt: `2026-12-24T${String(6 + index).padStart(2, '0')}:15:00Z`,
  arrivesAt: `2026-12-24T${String(14 + index).padStart(2, '0')}:40:00Z`,
  stops: index % 3,
  price: { amount: 41_950 + index * 1175, currency: 'EUR' },
}))

/** What a plugin author writes: the same for every entrant. */
export async function searchFlights(_input: z.output<typeof Input>): Promise<z.input<typeof Output>> {
  return { flights }
}

export interface BenchRequest {
  method: 'POST'
  path: string
  body: string
  headers: Record<string, string>
}

const search = { from: 'CDG', to: 'JFK', date: '2026-12-24', passengers: 2 }

export const request: BenchRequest = {
  method: 'POST',
  path: '/flights/search',
  body: JSON.stringify(search),
  headers: { 'content-type': 'application/json' },
}

/** What every good answer holds: the last flight. */
export const expected = 'fl_1009'

/** The same search as the call of a tool, 2026-07-28. */
export const mcpRequest: BenchRequest = {
  method: 'POST',
  path: '/mcp',
  body: JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: {
      name: 'searchFlights',
      arguments: search,
      _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientCapabilities': {},
        'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
      },
    },
  }),
  headers: {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': 'searchFlights',
  },
}

/** The call as clients of 2025-11-25 send it. */
export const legacyMcpRequest: BenchRequest = {
  ...mcpRequest,
  body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'searchFlights', arguments: search } }),
  headers: {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-11-25',
  },
}

/** A limit that counts and never refuses. */
export const limit = { requests: 1_000_000_000, seconds: 60 }

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { createLoopbackFetch } from './loopback-fetch.ts'

/** What the official clients have in common. */
export interface AnyClient {
  listTools: () => Promise<{ tools: { name: string }[] }>
  callTool: (call: { name: string; arguments: Record<string, unknown> }) => Promise<Record<string, unknown>>
  close: () => Promise<void>
}

export interface Connecting {
  port: number
  /** Of a plugin, or '' for the domain. */
  host: string
  key: string
  capabilities?: object
}

const info = { name: 'test', version: '1' }

/** The official client 2.4. */
export async function connectNew({ mode, capabilities, ...to }: Connecting & { mode: 'auto' | 'legacy' }): Promise<AnyClient> {
  const client = new Client(info, { versionNegotiation: { mode }, ...(capabilities && { capabilities }) })
  await client.connect(new StreamableHTTPClientTransport(...toTarget(to)))
  return client as unknown as AnyClient
}

/** The official client 1.32, which ends with 2025-11-25. */
export async function connectOld({ capabilities, ...to }: Connecting): Promise<AnyClient> {
  const client = new OldClient(info, capabilities && { capabilities })
  await client.connect(new OldTransport(...toTarget(to)) as never)
  return client as unknown as AnyClient
}

function toTarget({ port, host, key }: Connecting) {
  const url = new URL(`http://${host ? `${host}.` : ''}localhost:${port}/mcp`)
  return [url, { fetch: createLoopbackFetch(port), requestInit: { headers: { authorization: `Bearer ${key}` } } }] as const
}

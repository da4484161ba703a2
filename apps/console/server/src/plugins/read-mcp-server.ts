import { Findings } from '@patchbay/manifest-reader'
import type { SafeRequest } from '@patchbay/safe-fetch'
import type { ReadPlugin } from './read-plugin.ts'

export async function readMcpServer(_request: SafeRequest, address: string): Promise<ReadPlugin> {
  const findings = new Findings('mcp')
  findings.error('later', '', 'x')
  return { kind: 'mcp', url: address, domain: '', manifest: null, document: null, findings: findings.all, definition: null }
}

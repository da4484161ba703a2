import { McpError, mcpCode, type ToolResult } from '@patchbay/mcp'
import { png } from './content-tools.ts'

const fixed: Record<string, { mimeType: string; text?: string; blob?: string }> = {
  'test://static-text': { mimeType: 'text/plain', text: 'This is the content of the static text resource.' },
  'test://static-binary': { mimeType: 'image/png', blob: png },
}

export const resourceMethods = {
  'resources/list': async () => ({
    resources: Object.entries(fixed).map(([uri, { mimeType }]) => ({ uri, name: uri.slice(7), mimeType })),
  }),
  'resources/templates/list': async () => ({
    resourceTemplates: [{ uriTemplate: 'test://template/{id}/data', name: 'template', mimeType: 'application/json' }],
  }),
  async 'resources/read'(params: Record<string, unknown>): Promise<ToolResult> {
    const uri = String(params['uri'])
    const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1]
    const data = id && { mimeType: 'application/json', text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) }
    const found = fixed[uri] ?? data
    if (!found) throw new McpError(mcpCode.invalidParams, 'Resource not found', { uri })
    return { contents: [{ uri, ...found }] }
  },
}

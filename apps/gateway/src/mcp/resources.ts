import { McpError, mcpCode, type MethodHandler } from '@patchbay/mcp'
import { mayUse } from './may-use.ts'
import type { McpCaller } from './mcp-caller.ts'
import { toMcpError } from './to-mcp-error.ts'

/** What `resources/read` gives of one resource. */
export interface ResourceContent {
  mimeType: string
  text: string
  _meta?: Record<string, unknown>
}

/** A resource with an address of its own. */
export interface ServedResource {
  descriptor: { uri: string; name: string; [member: string]: unknown }
  /** Whose it is. */
  plugin: string
  read: (caller: McpCaller) => ResourceContent | Promise<ResourceContent>
}

/** Resources of one kind, by the parts of their address. */
export interface ServedTemplate {
  descriptor: { uriTemplate: string; name: string; [member: string]: unknown }
  /** The percent-encoded path parameters of an address that is of this kind. */
  match: (uri: string) => Record<string, string> | undefined
  read: (values: Record<string, string>, caller: McpCaller) => Promise<ResourceContent>
}

export interface ServedResources {
  resources: readonly ServedResource[]
  templates: readonly ServedTemplate[]
}

/** The methods of what is there to read; none where there is nothing. */
export function createResourceMethods({ resources, templates }: ServedResources): Record<string, MethodHandler<McpCaller>> {
  if (resources.length + templates.length === 0) return {}
  const byUri = new Map(resources.map((resource) => [resource.descriptor.uri, resource]))
  const find = (uri: string, caller: McpCaller) => {
    const found = byUri.get(uri)
    if (found) return found.read(caller)
    for (const template of templates) {
      const values = template.match(uri)
      if (values) return template.read(values, caller)
    }
    throw new McpError(mcpCode.invalidParams, 'Resource not found. resources/list has those there are.', { uri })
  }
  return {
    async 'resources/list'(_params, { caller }) {
      const { principal } = caller.ctx.state
      const seen = resources.filter(({ plugin }) => mayUse(principal!, plugin))
      return { resources: seen.map(({ descriptor }) => descriptor) }
    },
    'resources/templates/list': async () => ({ resourceTemplates: templates.map(({ descriptor }) => descriptor) }),
    async 'resources/read'({ uri }, { caller }) {
      try {
        return { contents: [{ uri, ...(await find(String(uri), caller)) }] }
      } catch (error) {
        throw toMcpError(error, caller)
      }
    },
  }
}

import type { Principal } from '@patchbay/auth'
import { createMcpEndpoint, type McpEndpoint, type McpService } from '@patchbay/mcp'
import type { Log } from '@patchbay/plugin-kit'
import type { Route } from '../plugin/compile-plugin.ts'
import { answerRpcError } from './answer-rpc-error.ts'
import type { Elsewhere } from './find-forwarder.ts'
import type { McpCaller } from './mcp-caller.ts'
import type { CompiledTool } from './tool.ts'

/** What makes a route a `POST /mcp`. */
export interface McpRoute {
  endpoint: McpEndpoint<McpCaller>
  tools: ReadonlyMap<string, CompiledTool>
  /** The gateway that answers this message, where that is another one. */
  findForwarder?: ((message: unknown) => Elsewhere | undefined) | undefined
  /** Refuses who may use nothing here, before the body is read. */
  checkCaller: (principal: Principal) => void
}

export interface McpRouteOptions {
  service: McpService<McpCaller>
  tools: readonly CompiledTool[]
  checkCaller: McpRoute['checkCaller']
  findForwarder?: McpRoute['findForwarder']
  limits: Route['limits']
  oauth: Route['oauth']
  log: Log
}

export function createMcpRoute({ service, tools, checkCaller, findForwarder, limits, oauth, log }: McpRouteOptions): Route {
  const endpoint = createMcpEndpoint(service, {
    onError: (error) => log.error({ err: error }, 'mcp failed'),
  })
  return {
    name: 'mcp',
    pattern: 'POST /mcp',
    auth: 'none',
    oauth,
    limits,
    takesBody: true,
    mcp: { endpoint, tools: new Map(tools.map((tool) => [tool.descriptor.name, tool])), checkCaller, findForwarder },
    answerError: answerRpcError,
  }
}

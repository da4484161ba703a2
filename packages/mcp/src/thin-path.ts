import type { IncomingHttpHeaders } from 'node:http'
import { createListResults } from './list-result.ts'
import { McpError, mcpCode } from './mcp-error.ts'
import type { Era, McpService } from './service.ts'
import { readPlainRequest, type PlainRequest } from './plain-request.ts'
import { createToolText } from './tool-text.ts'

export interface ThinAnswer {
  status: number
  /** The whole body. */
  text: string
}

export type ThinPath<Caller> = (headers: IncomingHttpHeaders, body: unknown, caller: Caller) => Promise<ThinAnswer> | undefined

/**
 * The short way for the two frequent methods. It takes only what is plainly right; for anything else, well-formed or not, it
 * answers undefined and the SDK decides, so that there is one authority on what is wrong and how to say so.
 */
export function createThinPath<Caller>(service: McpService<Caller>): ThinPath<Caller> {
  const listResults = createListResults(service)
  const toText = createToolText(service.serverInfo)
  const names = new Set(service.tools.map((tool) => tool.name))

  const callTool = async (request: PlainRequest, era: Era, caller: Caller): Promise<string> => {
    const outcome = await service.callTool(
      {
        name: request.name!,
        arguments: request.arguments,
        meta: request.meta,
        era,
        clientCapabilities: request.clientCapabilities,
        task: request.task,
        inputResponses: undefined,
        requestState: undefined,
        progress: undefined,
      },
      caller,
    )
    return toText(outcome, era)
  }

  return (headers, body, caller) => {
    const request = readPlainRequest(headers, body)
    if (!request) return undefined
    const { era, id } = request
    if (request.name === undefined) return Promise.resolve(wrap(id, listResults(era, caller)))
    if (!names.has(request.name)) return undefined
    return callTool(request, era, caller).then(
      (result) => wrap(id, result),
      (error: unknown) => refuse(request, error),
    )
  }
}

function wrap(id: string | number, result: string): ThinAnswer {
  return { status: 200, text: `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}` }
}

function refuse({ id, era }: PlainRequest, error: unknown): ThinAnswer {
  if (!(error instanceof McpError)) throw error
  const { code, message, data } = error
  const status = era === 'modern' && code === mcpCode.missingCapability ? 400 : 200
  return { status, text: JSON.stringify({ jsonrpc: '2.0', id, error: { code, message, ...(data !== undefined && { data }) } }) }
}

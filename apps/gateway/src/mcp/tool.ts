import type { Principal } from '@patchbay/auth'
import { authOf, toCallInput, type Action } from '@patchbay/plugin-kit'
import { toScopes, toTool, type McpTool } from '@patchbay/surfaces'
import { compileAction, type ActionSetting } from '../plugin/compile-action.ts'
import type { Route } from '../plugin/compile-plugin.ts'
import { parseInput } from '../plugin/read-input.ts'
import { answerRpcError } from './answer-rpc-error.ts'
import { toCheckedInput, type CheckedInput } from '../calls/checked-input.ts'
import { checkRights } from '../calls/check-access.ts'
import type { Perform } from '../calls/perform-action.ts'

/** An action as a tool. */
export interface CompiledTool {
  descriptor: McpTool
  /** The plugin whose action it is. */
  plugin: string
  pluginTitle: string
  /** What is asked of the caller and counted, as over REST. */
  route: Route
  /** Whether a person is asked before it does anything. */
  asks: boolean
  /** Milliseconds it may take, where it says so. */
  timeout?: number | undefined
  /** @throws AppError when this caller may not call it */
  check: (principal: Principal) => void
  /** @throws AppError `invalid_input` */
  parse: (given: Record<string, unknown>) => CheckedInput
  perform: Perform
}

export function compileTool(action: Action, setting: ActionSetting): CompiledTool {
  const { hosted, site } = setting
  const compiled = compileAction(action, setting)
  const metadata = `${site.origin}/.well-known/oauth-protected-resource/mcp`
  const route: Route = {
    ...compiled,
    pattern: 'POST /mcp',
    answerError: answerRpcError,
    auth: authOf(hosted.plugin, action),
    oauth: compiled.oauth && { ...compiled.oauth, metadata, all: toScopes(hosted.plugin) },
  }
  return {
    descriptor: toTool(hosted.plugin, action, site),
    plugin: hosted.name,
    pluginTitle: hosted.plugin.title,
    route,
    asks: action.confirm !== undefined,
    timeout: action.timeout,
    check: (principal) => checkRights(principal, { ...route, realm: hosted.name }),
    parse: (given) => toCheckedInput(action, parseInput(toCallInput(action), given)),
    perform: compiled.perform!,
  }
}

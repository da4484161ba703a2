import { McpError, mcpCode, type MethodHandler } from '@patchbay/mcp'
import type { Action } from '@patchbay/plugin-kit'
import type { McpCaller } from './mcp-caller.ts'
import { isList } from './plugin-resources.ts'

/** What a person can start with: the first example of each action that needs nothing more to be said. */
export function createPromptMethods(actions: readonly Action[]): Record<string, MethodHandler<McpCaller>> {
  const offered = actions.filter((action) => action.examples.length > 0 && isList(action))
  if (offered.length === 0) return {}
  const byName = new Map(offered.map((action) => [action.name, action]))
  return {
    'prompts/list': async () => ({ prompts: offered.map(({ name, title, description }) => ({ name, title, description })) }),
    async 'prompts/get'({ name }) {
      const action = byName.get(String(name))
      if (!action) throw new McpError(mcpCode.invalidParams, 'There is no such prompt. prompts/list has those there are.')
      const content = { type: 'text', text: action.examples[0]!.say }
      return { description: action.description, messages: [{ role: 'user', content }] }
    },
  }
}

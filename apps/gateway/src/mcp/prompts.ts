import { McpError, mcpCode, type MethodHandler } from '@patchbay/mcp'
import type { Plugin } from '@patchbay/plugin-kit'
import { mayUse } from './may-use.ts'
import type { McpCaller } from './mcp-caller.ts'
import { isList } from './plugin-resources.ts'
import type { CompiledTool } from './tool.ts'

/** Something a person can start with. */
export interface ServedPrompt {
  descriptor: { name: string; title?: string | undefined; description: string }
  plugin: string
  /** What they would say. */
  text: string
}

/** The first example of each action that needs nothing more to be said, by the name of its tool. */
export function createPrompts({ actions }: Pick<Plugin, 'actions'>, tools: readonly CompiledTool[]): ServedPrompt[] {
  const byAction = new Map(tools.map((tool) => [tool.route.name, tool]))
  return actions
    .filter((action) => action.examples.length > 0 && isList(action))
    .map(({ name: action, description, examples }) => {
      const { descriptor, plugin } = byAction.get(action)!
      const { name, title } = descriptor
      return { descriptor: { name, title, description }, plugin, text: examples[0]!.say }
    })
}

/** The methods of prompts; none where there is nothing. */
export function createPromptMethods(prompts: readonly ServedPrompt[]): Record<string, MethodHandler<McpCaller>> {
  if (prompts.length === 0) return {}
  const byName = new Map(prompts.map((prompt) => [prompt.descriptor.name, prompt]))
  return {
    async 'prompts/list'(_params, { caller }) {
      const seen = prompts.filter(({ plugin }) => mayUse(caller.ctx.state.principal!, plugin))
      return { prompts: seen.map(({ descriptor }) => descriptor) }
    },
    async 'prompts/get'({ name }) {
      const prompt = byName.get(String(name))
      if (!prompt) throw new McpError(mcpCode.invalidParams, 'There is no such prompt. prompts/list has those there are.')
      const content = { type: 'text', text: prompt.text }
      return { description: prompt.descriptor.description, messages: [{ role: 'user', content }] }
    },
  }
}

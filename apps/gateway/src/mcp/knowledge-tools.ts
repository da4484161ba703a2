import { defineAction, type Action, type ActionContext, type Knowledge } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { ActionSetting } from '../plugin/compile-action.ts'
import { compileTool, type CompiledTool } from './tool.ts'

const found = z.object({ id: z.string(), title: z.string(), url: z.string() })

/** The tools `search` and `fetch` of a plugin with knowledge, exactly as ChatGPT's connectors want them. */
export function createKnowledgeTools(setting: ActionSetting): CompiledTool[] {
  const { title, knowledge } = setting.hosted.plugin
  if (!knowledge) return []
  // The plugin was checked to give what its own functions need.
  const { search, fetch } = knowledge as unknown as Knowledge<ActionContext>
  const actions = [
    defineAction({
      name: 'search',
      description: `Search in ${title} by words. Gives ids and titles; fetch has the whole text.`,
      examples: [],
      route: 'GET /search',
      effect: 'read',
      input: z.object({ query: z.string().min(1).max(1000).describe('What to look for.') }),
      output: z.object({ results: z.array(found) }),
      run: async ({ query }, context: ActionContext) => ({ results: [...(await search(query, context))] }),
    }),
    defineAction({
      name: 'fetch',
      description: `Read one thing in ${title} in full, by the id that search gave.`,
      examples: [],
      route: 'GET /fetch',
      effect: 'read',
      input: z.object({ id: z.string().min(1).max(1000).describe('An id that search gave.') }),
      output: found.extend({ text: z.string(), metadata: z.record(z.string(), z.string()).optional() }),
      run: ({ id }, context: ActionContext) => fetch(id, context),
    }),
  ]
  return actions.map((action) => compileTool(action as Action, setting))
}

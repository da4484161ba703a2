import type { Plugin } from './define-plugin.ts'

/** Something that was found. */
export interface KnowledgeResult {
  id: string
  title: string
  /** A page that shows it, for citations; empty when there is none. */
  url: string
}

/** The whole of it. */
export interface KnowledgeDocument extends KnowledgeResult {
  text: string
  metadata?: Record<string, string>
}

/**
 * What a plugin knows, for hosts that read instead of act (ChatGPT's company knowledge and deep research): offered over MCP as the tools
 * `search` and `fetch`, in the form that these hosts expect.
 */
export interface Knowledge<in Context = never> {
  /** Best first. */
  search: (query: string, context: Context) => Promise<readonly KnowledgeResult[]>
  /** @throws AppError `not_found` */
  fetch: (id: string, context: Context) => Promise<KnowledgeDocument>
}

/** The names that the tools of a plugin with knowledge have. */
const taken = new Set(['search', 'fetch'])

export function findKnowledgeErrors({ knowledge, actions }: Plugin): string[] {
  if (!knowledge) return []
  return actions
    .filter(({ name }) => taken.has(name))
    .map(({ name }) => `action ${name}: a plugin with knowledge has a tool of this name already; choose another`)
}

import type { Era, McpService, ToolDescriptor } from './service.ts'

export interface ListTexts {
  modern: string
  legacy: string
}

/** The results of `tools/list` as JSON text, one for each era and each choice of tools: made when first asked for, then kept. */
export function createListResults<Caller>(service: McpService<Caller>): (era: Era, caller: Caller) => string {
  const all = toTexts(service, service.tools)
  const choices = new Map<string, ListTexts>()
  return (era, caller) => {
    const choice = service.listFor?.(caller)
    if (!choice) return all[era]
    const found = choices.get(choice.key)
    if (found) return found[era]
    const made = toTexts(service, service.tools.filter(choice.has))
    if (choices.size < mostChoices) choices.set(choice.key, made)
    return made[era]
  }
}

const mostChoices = 100

function toTexts<Caller>({ serverInfo, cache }: McpService<Caller>, tools: readonly ToolDescriptor[]): ListTexts {
  const meta = { 'io.modelcontextprotocol/serverInfo': serverInfo }
  return {
    modern: JSON.stringify({ tools: tools.map(toModern), ...cache, resultType: 'complete', _meta: meta }),
    legacy: JSON.stringify({ tools }),
  }
}

/** Whether a call becomes a task is for the server to say from 2026 on; tools no longer announce it. */
function toModern(tool: ToolDescriptor): object {
  const { execution: _, ...rest } = tool
  return rest
}

import { findInvisible, findInvisibleWithin, toInput, type Findings, type InputSchema } from '@patchbay/manifest-reader'
import { z } from 'zod'
import { toToolRule } from './confirmation-rule.ts'
import type { PluginAction } from './definition.ts'

const hint = z.boolean().optional().catch(undefined)
const toolSchema = z.object({
  name: z.string().regex(/^[\w.-]{1,128}$/),
  description: z.string().optional().catch(undefined),
  inputSchema: z.record(z.string(), z.unknown()),
  annotations: z.object({ readOnlyHint: hint, destructiveHint: hint }).optional().catch(undefined),
  _meta: z.record(z.string(), z.unknown()).optional().catch(undefined),
})

type ReadTool = z.infer<typeof toolSchema>

export interface ToolPlace {
  server: URL
  /** Whether people sign in to the server. */
  isProtected: boolean
  findings: Findings
}

/** Tools of an MCP server as actions. One that can't be used is left out, and said. */
export function readTools(tools: readonly unknown[], place: ToolPlace): PluginAction[] {
  const names = new Set<string>()
  return tools.flatMap((value, index) => {
    const action = readTool(value, index, place)
    if (!action) return []
    if (names.has(action.name)) return leaveOut(place, action.name, 'twice', 'Stands twice. Give each tool its own name.')
    names.add(action.name)
    return [action]
  })
}

function readTool(value: unknown, index: number, place: ToolPlace): PluginAction | undefined {
  const { data: tool, error } = toolSchema.safeParse(value)
  const given = (value as { name?: unknown } | null)?.name
  const title = tool?.name ?? (typeof given === 'string' ? JSON.stringify(given.slice(0, 100)) : `tools[${index}]`)
  if (!tool) {
    const isName = error.issues.some(({ path }) => path[0] === 'name')
    const message = isName ? 'Needs a name of at most 128 letters, digits, _, . and -.' : 'Needs an inputSchema that is an object.'
    leaveOut(place, title, isName ? 'name' : 'shape', message)
    return undefined
  }
  const { description = '' } = tool
  const input = readInput(tool, place)
  if (!input) return undefined
  const hidden = findInvisible(description) ?? findInvisibleWithin(input)
  if (hidden) {
    leaveOut(place, title, 'invisible', `Has the invisible character ${hidden}, which hides text from people. Take it out.`)
    return undefined
  }
  if (description === '')
    place.findings.warning('tool.undescribed', title, 'Has no description. Say when a model should use it, and what it changes.')
  return toAction(tool, input, place)
}

function readInput({ name, inputSchema }: ReadTool, place: ToolPlace): InputSchema | undefined {
  try {
    return toInput(inputSchema)
  } catch (error) {
    leaveOut(place, name, 'size', `Its inputSchema ${(error as Error).message}.`)
    return undefined
  }
}

function leaveOut({ findings }: ToolPlace, title: string, rule: string, message: string): [] {
  findings.warning(`tool.${rule}`, title, `${message} It is left out.`)
  return []
}

function toAction({ name, description = '', annotations = {}, _meta = {} }: ReadTool, input: InputSchema, place: ToolPlace): PluginAction {
  const { securitySchemes } = _meta
  const isOpen = Array.isArray(securitySchemes) && securitySchemes.some((scheme: { type?: unknown } | null) => scheme?.type === 'noauth')
  return {
    name,
    description,
    input,
    examples: [],
    ...toToolRule(annotations),
    isDestructive: annotations.readOnlyHint !== true && (annotations.destructiveHint ?? true),
    needsAuth: place.isProtected && !isOpen,
    ...toWidget(_meta, place.server),
  }
}

/** What shows the tool's answers, in the standard's words or in ChatGPT's older ones. */
function toWidget(meta: Record<string, unknown>, server: URL): Pick<PluginAction, 'widget'> {
  const { ui, 'openai/outputTemplate': template } = meta as { ui?: { resourceUri?: unknown } | null; 'openai/outputTemplate'?: unknown }
  const uri = ui?.resourceUri ?? template
  return typeof uri === 'string' && uri.startsWith('ui://') ? { widget: { server: server.href, uri } } : {}
}

import type { Tool } from '@modelcontextprotocol/client'
import { findInvisible, Findings, isFetchable, type InputSchema } from '@patchbay/manifest-reader'
import type { SafeRequest } from '@patchbay/safe-fetch'
import { withMcp } from '../mcp/connect-mcp.ts'
import { toToolRule } from './confirmation-rule.ts'
import type { Definition, PluginAction } from './definition.ts'
import type { PluginToken } from './installs.ts'
import type { ReadPlugin } from './read-plugin.ts'

const mostTools = 200

/** Reads what an MCP server offers. One that tells only people who have signed in is taken without tools at first. */
export async function readMcpServer(request: SafeRequest, address: string, token?: PluginToken): Promise<ReadPlugin> {
  const findings = new Findings('mcp')
  const text = address.trim()
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  const empty: ReadPlugin = {
    kind: 'mcp',
    url: url?.href ?? '',
    domain: url?.host ?? '',
    manifest: null,
    document: null,
    findings: findings.all,
    definition: null,
  }
  if (!url || url.username || !isFetchable(url)) {
    findings.error(
      'address',
      '',
      url ? 'Must be https; http is for localhost only.' : 'Is not a URL. Type the whole address, such as https://example.com/mcp.',
    )
    return empty
  }
  const metadataUrl = await findMetadata(request, url)
  try {
    const { server, instructions, tools } = await list(request, url, token)
    const definition = toDefinition(url, { server, instructions, tools, metadataUrl })
    for (const { name, description } of tools) checkTool(findings, name, description ?? '')
    if (tools.length === 0) findings.error('tools.empty', '', 'Offers no tools, so there is nothing to call.')
    return { ...empty, document: JSON.stringify({ server, instructions, tools }, null, 2), definition }
  } catch {
    if (metadataUrl === null || token) {
      findings.error('unreachable', '', 'No MCP server answers at this address.')
      return empty
    }
    findings.advice('sign-in', '', 'Tells its tools only to people who have signed in. Install it and sign in; then they are read.')
    return { ...empty, definition: toDefinition(url, { server: { name: url.hostname }, instructions: '', tools: [], metadataUrl }) }
  }
}

interface Listing {
  server: { name: string; title?: string | undefined }
  instructions: string
  tools: Tool[]
}

function list(request: SafeRequest, url: URL, token: PluginToken | undefined): Promise<Listing> {
  return withMcp({ url, request, token }, async (client) => {
    const tools: Tool[] = []
    let cursor: string | undefined
    do {
      const page = await client.listTools(cursor === undefined ? {} : { cursor })
      tools.push(...page.tools)
      cursor = page.nextCursor
    } while (cursor !== undefined && tools.length < mostTools)
    const server = client.getServerVersion() ?? { name: url.hostname }
    return { server, instructions: client.getInstructions() ?? '', tools }
  })
}

/** RFC 9728: where the server says how people sign in; null when it does not. */
async function findMetadata(request: SafeRequest, url: URL): Promise<string | null> {
  const path = url.pathname === '/' ? '' : url.pathname.replace(/\/$/, '')
  for (const end of path ? [path, ''] : ['']) {
    const found = new URL(`/.well-known/oauth-protected-resource${end}`, url)
    const answer = await request({ url: found, origin: 'typed', timeout: 10_000, maxBytes: 65_536 }).catch(() => undefined)
    if (answer?.status === 200 && isMetadata(answer.body.toString())) return found.href
  }
  return null
}

function isMetadata(text: string): boolean {
  try {
    return Array.isArray((JSON.parse(text) as { authorization_servers?: unknown }).authorization_servers)
  } catch {
    return false
  }
}

function checkTool(findings: Findings, name: string, description: string): void {
  if (description === '')
    findings.warning('tool.undescribed', name, 'Has no description. Say when a model should use it, and what it changes.')
  const hidden = findInvisible(description)
  if (hidden) findings.error('tool.invisible', name, `Has the invisible character ${hidden}, which hides text from people.`)
}

function toDefinition(url: URL, { server, instructions, tools, metadataUrl }: Listing & { metadataUrl: string | null }): Definition {
  const title = (server.title ?? server.name).slice(0, 40)
  return {
    kind: 'mcp',
    url: url.href,
    nameForModel: server.name.replaceAll(/[^A-Za-z0-9_]+/g, '_').slice(0, 50) || 'server',
    title,
    summary: `MCP server at ${url.host}`,
    description: instructions || `Tools of ${title}.`,
    auth: { type: 'mcp', metadataUrl },
    logoUrl: null,
    contactEmail: null,
    legalUrl: null,
    actions: tools.map((tool) => ({ ...toAction(tool, metadataUrl !== null), ...toWidget(tool, url) })),
  }
}

/** What shows the tool's answers, in the standard's words or in ChatGPT's older ones. */
function toWidget({ _meta }: Tool, server: URL): Pick<PluginAction, 'widget'> {
  const { ui, 'openai/outputTemplate': template } = (_meta ?? {}) as { ui?: { resourceUri?: unknown }; 'openai/outputTemplate'?: unknown }
  const uri = ui?.resourceUri ?? template
  return typeof uri === 'string' && uri.startsWith('ui://') ? { widget: { server: server.href, uri } } : {}
}

function toAction({ name, description = '', inputSchema, annotations = {}, _meta }: Tool, isProtected: boolean): PluginAction {
  const { properties = {}, required = [], ...rest } = inputSchema as Partial<InputSchema>
  const schemes = (_meta as { securitySchemes?: { type?: string }[] } | undefined)?.securitySchemes ?? []
  const isOpen = Array.isArray(schemes) && schemes.some((scheme) => scheme.type === 'noauth')
  return {
    name,
    description,
    input: { ...rest, type: 'object', properties, required },
    examples: [],
    ...toToolRule(annotations),
    isDestructive: annotations.readOnlyHint !== true && (annotations.destructiveHint ?? true),
    needsAuth: isProtected && !isOpen,
  }
}

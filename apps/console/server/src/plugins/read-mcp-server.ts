import { findInvisibleWithin, Findings, isFetchable, toAddress } from '@patchbay/manifest-reader'
import type { SafeRequest } from '@patchbay/safe-fetch'
import { z } from 'zod'
import { McpSignInError, withMcp } from '../mcp/connect-mcp.ts'
import type { Definition, PluginAction } from './definition.ts'
import type { PluginToken } from './installs.ts'
import { isMetadataOf, loadResourceMetadata, toMetadataUrls } from './oauth/resource-metadata.ts'
import type { ReadPlugin } from './read-plugin.ts'
import { readTools } from './read-tool.ts'

const mostTools = 200
/** Milliseconds. */
const timeout = 15_000

/** Reads what an MCP server offers. One that tells only people who have signed in is taken without tools at first. */
export async function readMcpServer(request: SafeRequest, address: string, token?: PluginToken): Promise<ReadPlugin> {
  const findings = new Findings('mcp')
  const url = toAddress(address)
  const empty: ReadPlugin = {
    kind: 'mcp',
    url: url?.href ?? '',
    domain: url?.host ?? '',
    manifest: null,
    document: null,
    findings: findings.all,
    definition: null,
  }
  if (!url || !isFetchable(url)) {
    const problem = url
      ? 'Must be https; http is for localhost only.'
      : 'Is not a URL. Type the whole address, such as https://example.com/mcp.'
    findings.error('address', '', problem)
    return empty
  }
  const listed = await list(request, url, token)
  const named = listed instanceof McpSignInError ? listed.metadataUrl : undefined
  const metadataUrl = await findMetadata(request, { url, named, findings })
  if (listed instanceof Error) {
    const isTaken = tellProblem(listed, { hasToken: token !== undefined, metadataUrl, findings })
    const nobody = { server: { name: url.hostname }, instructions: '', metadataUrl, actions: [] }
    return isTaken ? { ...empty, definition: toDefinition(url, nobody) } : empty
  }
  const actions = readTools(listed.tools.slice(0, mostTools), { server: url, isProtected: metadataUrl !== null, findings })
  checkListing(listed, actions, findings)
  const { server, instructions, tools } = listed
  const document = JSON.stringify({ server, instructions, tools }, null, 2)
  return { ...empty, document, definition: toDefinition(url, { server, instructions, metadataUrl, actions }) }
}

interface Listing {
  server: { name: string; title?: string | undefined }
  instructions: string
  tools: unknown[]
}

/** Tools are looked at one by one later, so that a bad one spoils no other. */
const pageSchema = z.object({ tools: z.array(z.unknown()), nextCursor: z.string().optional() })

async function list(request: SafeRequest, url: URL, token: PluginToken | undefined): Promise<Listing | Error> {
  const signal = AbortSignal.timeout(timeout)
  try {
    return await withMcp({ url, request, token, signal }, async (client) => {
      const tools: unknown[] = []
      let cursor: string | undefined
      do {
        const params = cursor === undefined ? {} : { cursor }
        const page = await client.request({ method: 'tools/list', params }, pageSchema, { signal, timeout })
        tools.push(...page.tools)
        cursor = page.tools.length > 0 ? page.nextCursor : undefined
      } while (cursor !== undefined && tools.length <= mostTools)
      return { server: client.getServerVersion() ?? { name: url.hostname }, instructions: client.getInstructions() ?? '', tools }
    })
  } catch (error) {
    if (signal.aborted) return new Error(`${url.host} did not answer within ${timeout / 1000} s.`, { cause: error })
    return error as Error
  }
}

interface MetadataPlace {
  url: URL
  named: URL | undefined
  findings: Findings
}

/** RFC 9728: where the server says how people sign in; null when it does not. */
async function findMetadata(request: SafeRequest, { url, named, findings }: MetadataPlace): Promise<string | null> {
  for (const metadataUrl of toMetadataUrls(url, named)) {
    const metadata = await loadResourceMetadata(request, metadataUrl)
    if (!metadata) continue
    if (await isMetadataOf(url, metadata, metadataUrl)) return metadataUrl
    const message = `Is of ${metadata.resource}, so nobody can sign in by it. Its "resource" must be ${url.href}.`
    findings.warning('sign-in.resource', metadataUrl, message)
  }
  return null
}

interface Circumstances {
  hasToken: boolean
  metadataUrl: string | null
  findings: Findings
}

/** Whether the server is taken all the same. */
function tellProblem(error: Error, { hasToken, metadataUrl, findings }: Circumstances): boolean {
  if (!(error instanceof McpSignInError)) {
    findings.error('unreachable', '', `No MCP server answers at this address: ${error.message.slice(0, 300)}`)
    return false
  }
  if (hasToken) findings.error('sign-in.refused', '', 'Refuses the sign-in that it gave. Sign in again.')
  else if (metadataUrl === null) {
    const message = 'Wants people to sign in, and does not say where: serve /.well-known/oauth-protected-resource (RFC 9728).'
    findings.error('sign-in.unknown', '', message)
  } else {
    findings.advice('sign-in', '', 'Tells its tools only to people who have signed in. Install it and sign in; then they are read.')
    return true
  }
  return false
}

function checkListing({ server, instructions, tools }: Listing, actions: readonly PluginAction[], findings: Findings): void {
  const hidden = findInvisibleWithin([instructions, server.title, server.name])
  if (hidden)
    findings.error('invisible', 'instructions', `Has the invisible character ${hidden}, which hides text from people. Take it out.`)
  if (tools.length > mostTools) findings.warning('tools.many', '', `Offers more than ${mostTools} tools; only the first ones are taken.`)
  if (tools.length === 0) findings.error('tools.empty', '', 'Offers no tools, so there is nothing to call.')
  else if (actions.length === 0) findings.error('tools.unusable', '', 'Offers no tool that can be called. See what is said of each.')
}

interface McpContent extends Pick<Listing, 'server' | 'instructions'> {
  metadataUrl: string | null
  actions: PluginAction[]
}

function toDefinition(url: URL, { server, instructions, metadataUrl, actions }: McpContent): Definition {
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
    actions,
  }
}

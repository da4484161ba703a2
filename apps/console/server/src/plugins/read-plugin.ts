import {
  Findings,
  isFetchable,
  mayRedirect,
  parseText,
  readDocument,
  readManifest,
  toManifestUrl,
  toRoot,
  type Finding,
  type Manifest,
  type Operation,
} from '@patchbay/manifest-reader'
import { SafeRequestError, type SafeAnswer, type SafeRequest } from '@patchbay/safe-fetch'
import { toConfirmationRule } from './confirmation-rule.ts'
import type { Definition, PluginAction } from './definition.ts'

/** What was read at an address. */
export interface ReadPlugin {
  kind: 'openapi' | 'mcp'
  url: string
  domain: string
  manifest: string | null
  document: string | null
  findings: Finding[]
  definition: Definition | null
}

const timeout = 15_000
const manifestFile = {
  title: 'manifest',
  maxBytes: 64 * 1024,
  ifAbsent: 'Type the domain that the plugin itself is on; an MCP server is added by its URL.',
}
const documentFile = { title: 'OpenAPI document', maxBytes: 2 * 1024 * 1024, ifAbsent: 'The manifest names it as api.url.' }

/** Reads manifest and OpenAPI document as the host of 2023 did, and tells everything that is wrong with them. */
export async function readPlugin(request: SafeRequest, address: string): Promise<ReadPlugin> {
  const findings = new Findings('address')
  const url = toManifestUrl(address)
  const empty: ReadPlugin = {
    kind: 'openapi',
    url: '',
    domain: '',
    manifest: null,
    document: null,
    findings: findings.all,
    definition: null,
  }
  if (!url || !isFetchable(url)) {
    const problem = url ? 'Must be https; http is for localhost only.' : 'Is not an address. Type a domain such as notes.example.com.'
    findings.error(url ? 'http' : 'malformed', '', problem)
    return { ...empty, url: url?.href ?? '', domain: url ? toRoot(url) : '' }
  }
  const answer = await load(request, url, { ...manifestFile, findings })
  if (!answer) return { ...empty, url: url.href, domain: url.host.replace(/^www\./, '') }
  return { ...empty, ...(await readFound(request, answer)), url: answer.url.href, domain: answer.url.host.replace(/^www\./, '') }
}

async function readFound(
  request: SafeRequest,
  answer: SafeAnswer,
): Promise<Pick<ReadPlugin, 'manifest' | 'document' | 'findings' | 'definition'>> {
  const text = answer.body.toString('utf8')
  const parsed = parse(text, 'manifest')
  if (parsed.finding) return { manifest: text, document: null, findings: [parsed.finding], definition: null }
  const { manifest, apiUrl, findings } = readManifest(parsed.value, answer.url)
  if (!apiUrl) return { manifest: text, document: null, findings, definition: null }
  const found = new Findings('openapi')
  const second = await load(request, new URL(apiUrl), { ...documentFile, findings: found })
  if (!second) return { manifest: text, document: null, findings: [...findings, ...found.all], definition: null }
  const document = second.body.toString('utf8')
  const value = parse(document, 'openapi')
  if (value.finding) return { manifest: text, document, findings: [...findings, value.finding], definition: null }
  const isOpen = manifest?.auth.type === 'none'
  const read = readDocument(value.value, { url: second.url, root: toRoot(answer.url), isOpen })
  const definition = manifest ? toDefinition(manifest, read.operations, answer.url) : null
  return { manifest: text, document, findings: [...findings, ...read.findings], definition }
}

interface Loading {
  title: string
  maxBytes: number
  /** What to do when it is not there. */
  ifAbsent: string
  findings: Findings
}

async function load(request: SafeRequest, url: URL, { title, maxBytes, ifAbsent, findings }: Loading): Promise<SafeAnswer | undefined> {
  const headers = [['accept', 'application/json, application/yaml, text/yaml, text/plain, */*']] as const
  try {
    const answer = await request({ url, origin: 'typed', headers, timeout, maxBytes, mayFollow: mayRedirect })
    if (answer.status === 200) return answer
    const status = `${answer.status} ${answer.statusText}`.trim()
    const hint = answer.status === 404 ? ` ${ifAbsent}` : ''
    findings.error('status', url.href, `The ${title} was asked for and the answer was ${status}.${hint}`)
  } catch (error) {
    if (!(error instanceof SafeRequestError)) throw error
    findings.error(error.problem, url.href, `The ${title} can’t be read: ${error.message}`)
  }
  return undefined
}

function parse(text: string, source: 'manifest' | 'openapi'): { value?: unknown; finding?: Finding } {
  try {
    return { value: parseText(text) }
  } catch (error) {
    const title = source === 'manifest' ? 'The manifest' : 'The document'
    return { finding: { level: 'error', source, place: '', message: `${title} ${(error as Error).message}`, rule: `${source}.text` } }
  }
}

function toDefinition(manifest: Manifest, operations: Operation[], url: URL): Definition {
  const { nameForModel, title, summary, auth } = manifest
  return {
    kind: 'openapi',
    url: url.href,
    nameForModel,
    title,
    summary,
    description: manifest.descriptionForModel,
    auth,
    logoUrl: manifest.logoUrl ?? null,
    contactEmail: manifest.contactEmail ?? null,
    legalUrl: manifest.legalUrl ?? null,
    actions: operations.map(toAction),
  }
}

function toAction(operation: Operation): PluginAction {
  const { name, description, input, examples, needsAuth, isDestructive } = operation
  return { name, description, input, examples, needsAuth, isDestructive, ...toConfirmationRule(operation), operation }
}

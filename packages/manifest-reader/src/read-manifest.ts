import { isFetchable, isLocalHost, isWithin, toRoot, toSite } from './domain-rules.ts'
import { Findings, type Finding } from './finding.ts'
import { findInvisible } from './invisible-text.ts'
import { readAuth, type ManifestAuth } from './read-auth.ts'
import { countCharacters, toObject, toText } from './to-object.ts'

/** A manifest as far as it can be used. */
export interface Manifest {
  nameForModel: string
  title: string
  descriptionForModel: string
  summary: string
  auth: ManifestAuth
  /** Absolute. */
  apiUrl: string
  logoUrl: string | undefined
  contactEmail: string | undefined
  legalUrl: string | undefined
}

const texts = {
  name_for_model: { most: 50, what: 'the name that models use' },
  name_for_human: { most: 20, what: 'the name that people see' },
  description_for_model: { most: 8000, what: 'what models are told' },
  description_for_human: { most: 100, what: 'what people are told' },
} as const

export interface ReadManifest {
  manifest: Manifest | undefined
  /** Absolute, also when the rest can't be used. */
  apiUrl: string | undefined
  findings: Finding[]
}

/** Reads a manifest that was found at `url`, after redirects. Keys that are not known are left alone. */
export function readManifest(value: unknown, url: URL): ReadManifest {
  const findings = new Findings('manifest')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    findings.error('shape', '', 'The manifest is not an object.')
    return { manifest: undefined, apiUrl: undefined, findings: findings.all }
  }
  const fields = toObject(value)
  checkVersion(fields['schema_version'], findings)
  for (const name of Object.keys(texts) as (keyof typeof texts)[]) checkText(name, fields[name], findings)
  checkNameForModel(toText(fields['name_for_model']), findings)
  checkWords(fields, findings)
  const auth = readAuth(fields['auth'], findings)
  const apiUrl = readApi(fields['api'], url, findings)
  const logoUrl = readUrl('logo_url', fields, { url, findings })
  const legalUrl = readUrl('legal_info_url', fields, { url, findings })
  checkContact(fields['contact_email'], url, findings)
  if (logoUrl && /\.gif$/i.test(new URL(logoUrl).pathname))
    findings.warning('logo_url.gif', 'logo_url', 'Hosts do not show GIFs. Use a PNG of 512 × 512.')
  if (legalUrl && !isAtHome(new URL(legalUrl).hostname, url))
    findings.warning('legal_info_url.domain', 'legal_info_url', `Should be on the domain of the plugin, ${toSite(toRoot(url))}.`)
  if (!auth || !apiUrl || !toText(fields['name_for_model'])) return { manifest: undefined, apiUrl, findings: findings.all }
  return { manifest: { ...toTexts(fields), auth, apiUrl, logoUrl, legalUrl }, apiUrl, findings: findings.all }
}

function toTexts(fields: Record<string, unknown>) {
  return {
    nameForModel: toText(fields['name_for_model']),
    title: toText(fields['name_for_human']) || toText(fields['name_for_model']),
    descriptionForModel: toText(fields['description_for_model']),
    summary: toText(fields['description_for_human']),
    contactEmail: toText(fields['contact_email']) || undefined,
  }
}

function checkVersion(version: unknown, findings: Findings): void {
  if (version === 'v1') return
  findings.error(version === undefined ? 'schema_version.missing' : 'schema_version.unknown', 'schema_version', 'Must be "v1".')
}

function checkText(name: keyof typeof texts, value: unknown, findings: Findings): void {
  const { most, what } = texts[name]
  if (typeof value !== 'string' || value.trim() === '') return findings.error(`${name}.missing`, name, `Give ${what}, as text.`)
  const length = countCharacters(value)
  if (length > most) findings.error(`${name}.long`, name, `Has ${length} characters; hosts take at most ${most}.`)
  const hidden = findInvisible(value)
  if (hidden) findings.error(`${name}.invisible`, name, `Has the invisible character ${hidden}, which hides text from people. Take it out.`)
}

function checkNameForModel(name: string, findings: Findings): void {
  if (name !== '' && !/^[A-Za-z0-9_]+$/.test(name))
    findings.error('name_for_model.characters', 'name_for_model', 'Use letters, digits and _ only; no spaces.')
}

const refused = /plug-?ins?\b|chat ?gpt|open ?ai/i

/** What reviewers of the store refused. */
function checkWords(fields: Record<string, unknown>, findings: Findings): void {
  for (const name of ['name_for_human', 'description_for_human']) {
    const word = refused.exec(toText(fields[name]))?.[0]
    if (word) findings.warning(`${name}.word`, name, `Has the word "${word}", which stores refuse. Say what it does instead.`)
  }
  const description = toText(fields['description_for_model'])
  if (description && !/^plugin for /i.test(description))
    findings.advice(
      'description_for_model.beginning',
      'description_for_model',
      'Begin with "Plugin for …", by which models know what it is.',
    )
}

function readApi(value: unknown, url: URL, findings: Findings): string | undefined {
  const api = toObject(value)
  if (api['type'] !== 'openapi') findings.error('api.type', 'api.type', 'Must be "openapi".')
  const text = toText(api['url'])
  const apiUrl = text === '' ? null : URL.parse(text, url.href)
  if (!apiUrl) {
    findings.error(text === '' ? 'api.url.missing' : 'api.url.malformed', 'api.url', 'Give the URL of the OpenAPI document.')
    return undefined
  }
  if (!URL.canParse(text))
    findings.advice('api.url.relative', 'api.url', `Write it out, ${apiUrl.href}: not every host takes a relative URL.`)
  const root = toRoot(url)
  if (!isFetchable(apiUrl)) findings.error('api.url.http', 'api.url', 'Must be https; http is for localhost only.')
  else if (!isWithin(apiUrl.hostname, root)) findings.error('api.url.domain', 'api.url', `Must be at ${root} or below it.`)
  else {
    if (apiUrl.port !== '' && !isLocalHost(apiUrl.hostname))
      findings.warning('api.url.port', 'api.url', `Names the port ${apiUrl.port}; hosts reach 443 only. Serve it there.`)
    return api['type'] === 'openapi' ? apiUrl.href : undefined
  }
  return undefined
}

interface Place {
  url: URL
  findings: Findings
}

function readUrl(name: 'logo_url' | 'legal_info_url', fields: Record<string, unknown>, { url, findings }: Place): string | undefined {
  const text = toText(fields[name])
  if (text === '') findings.error(`${name}.missing`, name, 'Give a URL.')
  // Words parse as a relative URL, too.
  const found = /^\S*[/.:]\S*$/.test(text) ? URL.parse(text, url.href) : null
  if (found && /^https?:$/.test(found.protocol)) return found.href
  if (text !== '') findings.error(`${name}.malformed`, name, 'Is not a URL that can be opened.')
  return undefined
}

function checkContact(value: unknown, url: URL, findings: Findings): void {
  const [, domain] = /^[^\s@]+@([^\s@.]+(?:\.[^\s@.]+)+)$/.exec(toText(value)) ?? []
  if (value === undefined || value === '') findings.error('contact_email.missing', 'contact_email', 'Give an e-mail address for questions.')
  else if (!domain) findings.error('contact_email.malformed', 'contact_email', 'Is not an e-mail address.')
  else if (!isAtHome(domain, url))
    findings.advice('contact_email.domain', 'contact_email', `Had better be at ${toSite(toRoot(url))}, the domain of the plugin.`)
}

/** Whether it is on the domain of the plugin. While that is on its author's machine, it can't be. */
function isAtHome(hostname: string, url: URL): boolean {
  return isLocalHost(url.hostname) || toSite(hostname) === toSite(toRoot(url))
}

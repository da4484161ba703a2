import { chooseServer, type ServerPlace } from './choose-server.ts'
import { Findings, type Finding } from './finding.ts'
import type { Operation } from './operation.ts'
import { isRead, readOperation } from './read-operation.ts'
import { createReferences, type References } from './resolve-references.ts'
import { toObject, toText } from './to-object.ts'

export interface DocumentPlace extends ServerPlace {
  /** Whether nobody signs in: then actions that change something get a warning. */
  isOpen: boolean
}

const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options'])

/** Reads an OpenAPI document of a plugin: what can be called, and what is wrong with it. */
export function readDocument(value: unknown, place: DocumentPlace): { operations: Operation[]; findings: Finding[] } {
  const findings = new Findings('openapi')
  const document = toObject(value)
  if (!checkVersion(document, findings)) return { operations: [], findings: findings.all }
  const server = chooseServer(document['servers'], place, findings)
  const references = createReferences(document)
  try {
    const operations = readPaths(document, { server, references, findings })
    tellReferences(references, findings)
    checkNames(operations, findings)
    checkActions(document, findings)
    if (place.isOpen) checkWrites(operations, findings)
    return { operations, findings: findings.all }
  } catch (error) {
    findings.error('size', '', `The document ${(error as Error).message}.`)
    return { operations: [], findings: findings.all }
  }
}

function checkVersion(document: Record<string, unknown>, findings: Findings): boolean {
  const version = readVersion(document['openapi'], findings)
  if (document['swagger'] !== undefined) findings.error('version.swagger', 'openapi', 'Is Swagger 2.0. Convert it to OpenAPI 3.1.')
  else if (version === '') findings.error('version.missing', 'openapi', 'Is not an OpenAPI document: the member "openapi" is missing.')
  else if (!/^3\.[01](?:\.\d+)?$/.test(version)) findings.error('version.unknown', 'openapi', `Is OpenAPI ${version}. Use 3.1.0.`)
  else {
    if (version.startsWith('3.0')) findings.advice('version.old', 'openapi', `Is OpenAPI ${version}; GPT Actions take 3.1.0 only.`)
    return true
  }
  return false
}

/** Without quotes YAML reads a number. */
function readVersion(value: unknown, findings: Findings): string {
  if (typeof value !== 'number') return toText(value)
  findings.advice('version.number', 'openapi', 'Write the version in quotes: "3.1.0".')
  return value.toFixed(1)
}

interface Reading {
  server: string
  references: References
  findings: Findings
}

function readPaths(document: Record<string, unknown>, { server, references, findings }: Reading): Operation[] {
  const { security } = document
  const all = Object.entries(toObject(document['paths'])).flatMap(([path, value]) => {
    const item = toObject(references.resolve(toObject(value)['$ref'] === undefined ? pickOperations(value) : value))
    const found = Object.keys(item).filter((name) => methods.has(name))
    return found.map((method) => ({ method, path, item }))
  })
  const operations = all.flatMap(({ method, path, item }) => {
    if (!checkPlace({ method, path, item }, server, findings)) return []
    const { parameters: common, [method]: operation } = item
    return readOperation(operation, { method: method.toUpperCase(), path, server, common, security, findings }) ?? []
  })
  checkCount(all.length, operations.length, findings)
  return operations
}

interface Found {
  method: string
  path: string
  item: Record<string, unknown>
}

function checkPlace({ method, path, item }: Found, server: string, findings: Findings): boolean {
  const title = `${method.toUpperCase()} ${path}`
  if (item['servers'] !== undefined || toObject(item[method])['servers'] !== undefined)
    findings.warning('servers.elsewhere', title, `Names servers of its own, which hosts do not look at; ${server} is called.`)
  if (path.startsWith('/')) return true
  findings.error('path.slash', title, `Begin the path with a slash: ${JSON.stringify(`/${path}`)}.`)
  return false
}

function checkCount(count: number, usable: number, findings: Findings): void {
  if (count === 0) findings.error('paths.empty', 'paths', 'Has no operations, so there is nothing to call.')
  else if (usable === 0) findings.error('paths.unusable', 'paths', 'Has no operation that can be called. See what is said of each.')
  if (count > 30)
    findings.advice('paths.many', 'paths', `Has ${count} operations; hosts do best with a few, and not all take more than 30.`)
}

/** Answers are not looked at: they may be large, and what is wrong in them stops no call. */
function pickOperations(value: unknown): Record<string, unknown> {
  const entries = Object.entries(toObject(value)).map(([name, each]) => {
    if (!methods.has(name)) return [name, each] as const
    const { responses: _, callbacks: __, ...rest } = toObject(each)
    return [name, rest] as const
  })
  return Object.fromEntries(entries)
}

function tellReferences({ problems }: References, findings: Findings): void {
  for (const { reference, problem } of problems) {
    if (problem === 'circular')
      findings.warning('reference.circular', reference, 'Contains itself. GPT Actions refuse that; models see "any" there.')
    else if (problem === 'foreign')
      findings.error('reference.foreign', reference, 'Is in another document, which is not fetched. Put it into this one.')
    else findings.error('reference.unknown', reference, 'Names something that the document does not have.')
  }
}

function checkNames(operations: readonly Operation[], findings: Findings): void {
  const seen = new Set<string>()
  for (const { name, method, path } of operations) {
    if (seen.has(name)) findings.error('operationId.twice', `${method} ${path}`, `The operationId ${name} stands twice. Give each its own.`)
    seen.add(name)
  }
}

/** What GPT Actions refuse though plugin hosts take it. */
function checkActions(document: Record<string, unknown>, findings: Findings): void {
  const schemas = toObject(document['components'])['schemas']
  if (typeof schemas !== 'object' || schemas === null)
    return findings.advice('components.schemas', 'components.schemas', 'Is missing; GPT Actions want it, be it empty: {}.')
  for (const [name, schema] of Object.entries(schemas)) {
    const { type, properties } = toObject(schema)
    if (type === 'object' && properties === undefined)
      findings.advice('schema.bare', `components.schemas.${name}`, 'Is an object without "properties", which GPT Actions refuse.')
  }
}

function checkWrites(operations: readonly Operation[], findings: Findings): void {
  for (const { method, path, isConsequential } of operations) {
    if (isConsequential ?? !isRead(method))
      findings.warning('operation.open', `${method} ${path}`, 'Changes something, and nobody signs in. Use oauth for what people own.')
  }
}

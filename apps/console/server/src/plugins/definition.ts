import type { InputSchema, ManifestAuth, Operation, OperationExample } from '@patchbay/manifest-reader'
import { hash } from 'node:crypto'
import type { PluginKind } from '../api.ts'

/** What is kept of a plugin: all that conversations and calls need. */
export interface Definition {
  kind: PluginKind
  /** Of the manifest, or of the MCP server. */
  url: string
  nameForModel: string
  title: string
  summary: string
  /** What models are told. */
  description: string
  auth: ManifestAuth | McpAuth
  logoUrl: string | null
  contactEmail: string | null
  legalUrl: string | null
  actions: PluginAction[]
}

/** An MCP server says how one signs in when it is asked (RFC 9728). */
export interface McpAuth {
  type: 'mcp'
  /** Of the protected resource metadata; null when nobody signs in. */
  metadataUrl: string | null
}

export interface PluginAction {
  name: string
  description: string
  /** A JSON Schema of type object. */
  input: InputSchema
  examples: OperationExample[]
  /** Whether a dialog is shown before it runs, and whether that may offer "always allow". */
  asks: boolean
  mayAlwaysAllow: boolean
  isDestructive: boolean
  needsAuth: boolean
  /** The page that shows its answers (MCP Apps): a `ui://` resource of an MCP server. */
  widget?: { server: string; uri: string }
  /** How it is called; undefined for an MCP tool. */
  operation?: Operation
}

/** What stands for an action as it was agreed to: another text or schema is another action. */
export function toFingerprint(action: PluginAction): string {
  const { name, description, input, operation, widget } = action
  const rules = [action.asks, action.mayAlwaysAllow, action.isDestructive, action.needsAuth, widget?.uri]
  const way = operation && [operation.method, operation.path, operation.server, operation.parameters, operation.body]
  return hash('sha256', JSON.stringify([name, description, input, rules, way]), 'base64url').slice(0, 22)
}

/** Fingerprints of all actions by name, and of what the plugin says of itself under ''. */
export function toFingerprints({ title, summary, description, nameForModel, actions }: Definition): Record<string, string> {
  const entries = actions.map((action) => [action.name, toFingerprint(action)])
  const words = JSON.stringify([title, summary, description, nameForModel])
  return { '': hash('sha256', words, 'base64url').slice(0, 22), ...Object.fromEntries(entries) }
}

/** Whether an action needs something of an earlier answer. */
export function takesId({ input }: PluginAction): boolean {
  const required: unknown = input['required']
  return Array.isArray(required) && required.some((name) => /^id$|Id$|_id$/.test(String(name)))
}

import { toCompactDescription } from '@patchbay/plugin-kit'
import type { ActionInfo, AuthKind, Inspection, PluginFacts, PromptPreview } from '../api.ts'
import type { Definition, PluginAction } from './definition.ts'
import { toModelNames } from './model-names.ts'
import type { ReadPlugin } from './read-plugin.ts'
import { countTokens } from './tokens.ts'

/** What was read, in words for people, with what it costs the model. */
export async function toInspection(read: ReadPlugin, window: number): Promise<Inspection> {
  const { kind, url, domain, manifest, document, findings, definition } = read
  return {
    kind,
    url,
    domain,
    manifest,
    document,
    findings,
    plugin: definition && toFacts(definition),
    actions: definition ? await Promise.all(definition.actions.map(toActionInfo)) : [],
    prompt: definition && (await toPromptPreview(definition, window)),
    isUsable: definition !== null && (kind === 'mcp' || definition.actions.length > 0) && findings.every(({ level }) => level !== 'error'),
  }
}

export async function toPromptPreview(definition: Definition, window: number): Promise<PromptPreview> {
  const text = toPrompt(definition)
  const tokens = await countTokens(text)
  return { text, tokens, share: tokens / window }
}

/** The compact description, as the host of 2023 put it into a conversation. Beside other plugins it may have other names. */
export function toPrompt(definition: Definition, names = toModelNames([definition])[0]!): string {
  const operations = definition.actions.map((action, index) => toModelOperation(action, names.actions[index]!))
  return toCompactDescription({ nameForModel: names.namespace, description: definition.description, operations })
}

function toModelOperation({ description, input }: PluginAction, name: string) {
  return { name, description, parameters: input }
}

async function toActionInfo(action: PluginAction): Promise<ActionInfo> {
  const { name, description, operation, input, asks, mayAlwaysAllow, isDestructive } = action
  const all = toCompactDescription({ nameForModel: 'x', description: '', operations: [toModelOperation(action, name)] })
  const tokens = await countTokens(all.split('\n').slice(2, -1).join('\n'))
  const route = operation ? `${operation.method} ${operation.path}` : null
  return { name, description, route, parameters: input, asks, mayAlwaysAllow, isDestructive, tokens }
}

export function toAuthKind({ auth, actions }: Definition): AuthKind {
  if (auth.type !== 'mcp') return auth.type
  const isOpen = actions.length > 0 && actions.every(({ needsAuth }) => !needsAuth)
  return auth.metadataUrl === null || isOpen ? 'none' : 'oauth'
}

function toFacts(definition: Definition): PluginFacts {
  const { nameForModel, title, summary, contactEmail, legalUrl, auth } = definition
  const signInHost = auth.type === 'oauth' ? new URL(auth.authorizationUrl).host : null
  return { nameForModel, title, summary, auth: toAuthKind(definition), contactEmail, legalUrl, signInHost }
}

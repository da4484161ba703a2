import type { Account, Secret } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { SafeRequest } from '@patchbay/safe-fetch'
import type { Credentials, Inspection, InstallResult, NewPlugin, PluginDetail } from '../api.ts'
import type { Installs, PluginToken } from './installs.ts'
import type { OAuthFlow } from './oauth/oauth-flow.ts'
import { createToken, type PluginStore, type StoredPlugin } from './plugin-store.ts'
import { readMcpServer } from './read-mcp-server.ts'
import { readPlugin, type ReadPlugin } from './read-plugin.ts'
import { toAuthKind, toInspection } from './to-inspection.ts'
import { toPlugin, toPluginDetail } from './to-plugin.ts'

export interface PluginServiceOptions {
  origin: string
  secret: Secret
  request: SafeRequest
  plugins: PluginStore
  installs: Installs
  flow: OAuthFlow
  /** Tokens of the model's window. */
  window: number
  /** Users of a plugin that is not approved. */
  unverifiedUsers: number
}

/** What people do with plugins: register, install, sign in, share. */
export interface PluginService {
  inspect(plugin: NewPlugin): Promise<Inspection>
  register(account: Account, plugin: NewPlugin): Promise<PluginDetail>
  refresh(account: Account, id: string): Promise<PluginDetail>
  detail(account: Account, stored: StoredPlugin): Promise<PluginDetail>
  setCredentials(account: Account, id: string, credentials: Credentials): Promise<PluginDetail>
  verify(account: Account, id: string): Promise<PluginDetail>
  install(account: Account, stored: StoredPlugin, token?: string): Promise<InstallResult>
  signIn(account: Account, stored: StoredPlugin): Promise<InstallResult>
  /** The browser came back from a sign-in: a path of the page. */
  endSignIn(account: Account | undefined, id: string, query: Readonly<Record<string, unknown>>): Promise<string>
  share(account: Account, id: string): Promise<PluginDetail>
}

export function createPluginService(options: PluginServiceOptions): PluginService {
  const { origin, secret, request, plugins, installs, flow, window } = options

  const read = (plugin: NewPlugin, token?: PluginToken): Promise<ReadPlugin> =>
    plugin.kind === 'mcp' ? readMcpServer(request, plugin.address, token) : readPlugin(request, plugin.address)

  const detail = async (account: Account, stored: StoredPlugin) => {
    const install = await installs.find(account.id, stored.id)
    const users = stored.ownerId === account.id ? await plugins.countUsers(stored.id) : 0
    return toPluginDetail(stored, { account, install, origin, users })
  }
  const reload = async (account: Account, id: string) => detail(account, (await plugins.byId(id))!)

  const readUsable = async (plugin: NewPlugin, token?: PluginToken) => {
    const found = await read(plugin, token)
    const inspection = await toInspection(found, window)
    if (inspection.isUsable && found.definition) return { inspection, definition: found.definition }
    const first = inspection.findings.find(({ level }) => level === 'error')
    const message = `This plugin can’t be used: ${first ? `${first.place && `${first.place}: `}${first.message}` : 'it has no actions.'}`
    throw new AppError('unprocessable', message, { details: { findings: inspection.findings } })
  }

  /** A server that tells its tools only to people who have signed in: now one has. */
  const readTools = async (account: Account, stored: StoredPlugin) => {
    const token = await flow.findToken(account.id, stored)
    const { inspection, definition } = await readUsable({ address: stored.url, kind: 'mcp' }, token)
    await plugins.update(stored.id, { inspection, definition })
    await installs.save(account.id, stored.id, definition)
  }

  const toSignIn = async (account: Account, stored: StoredPlugin): Promise<InstallResult> => {
    const url = await flow.begin(account.id, stored)
    return { status: 'sign-in', url, host: new URL(url).host }
  }

  return {
    detail,
    inspect: async (plugin) => toInspection(await read(plugin), window),

    async register(account, plugin) {
      const { inspection, definition } = await readUsable(plugin)
      return detail(account, await plugins.save(account.id, inspection, definition))
    },

    async refresh(account, id) {
      const stored = await plugins.find(account, id)
      if (stored.ownerId !== null && stored.ownerId !== account.id)
        throw new AppError('forbidden', 'Only who registered this plugin may do that.')
      const token = stored.kind === 'mcp' ? await flow.findToken(account.id, stored) : undefined
      const { inspection, definition } = await readUsable({ address: stored.url, kind: stored.kind }, token)
      await plugins.update(id, { inspection, definition })
      return reload(account, id)
    },

    async setCredentials(account, id, { serviceToken, clientId, clientSecret }) {
      const stored = await plugins.findMine(account, id)
      const kind = toAuthKind(stored.definition)
      const isFitting = serviceToken === undefined ? kind === 'oauth' : kind === 'service'
      if (!isFitting) throw new AppError('conflict', `This plugin’s kind of sign-in is ${kind}; it takes no such credentials.`)
      await plugins.update(id, {
        ...(serviceToken !== undefined && { sealedServiceToken: secret.seal(serviceToken) }),
        ...(clientId !== undefined && { clientId }),
        ...(clientSecret !== undefined && { sealedClientSecret: secret.seal(clientSecret) }),
        verificationToken: stored.verificationToken ?? createToken(),
      })
      return reload(account, id)
    },

    async verify(account, id) {
      const stored = await plugins.findMine(account, id)
      if (stored.verificationToken === null)
        throw new AppError('conflict', 'Enter the credentials first; then there is a token to publish.')
      const { inspection, definition } = await readUsable({ address: stored.url, kind: stored.kind })
      const published = 'verificationTokens' in definition.auth ? Object.values(definition.auth.verificationTokens) : []
      if (!published.includes(stored.verificationToken))
        throw new AppError(
          'conflict',
          `The manifest does not have the token yet. Publish it as auth.verification_tokens.openai: "${stored.verificationToken}"`,
        )
      await plugins.update(id, { inspection, definition, verifiedAt: new Date() })
      return reload(account, id)
    },

    async install(account, stored, token) {
      if (stored.status === 'banned') throw new AppError('forbidden', 'An admin has banned this plugin.')
      const install = await installs.find(account.id, stored.id)
      if (!install && stored.status === 'unverified' && (await plugins.countUsers(stored.id)) >= options.unverifiedUsers)
        throw new AppError('conflict', `This plugin is not approved and has its ${options.unverifiedUsers} users already.`)
      const kind = toAuthKind(stored.definition)
      if (kind === 'user' && !install?.hasToken && token === undefined)
        throw new AppError('invalid_input', 'Enter your token for this plugin.')
      await installs.save(account.id, stored.id, stored.definition)
      if (kind === 'user' && token !== undefined)
        await installs.setToken(account.id, stored.id, { accessToken: token, scheme: toScheme(stored) })
      if (kind === 'oauth' && !install?.hasToken) return toSignIn(account, stored)
      return { status: 'ready', plugin: toPlugin(stored, account, await installs.find(account.id, stored.id)) }
    },

    async signIn(account, stored) {
      if (toAuthKind(stored.definition) !== 'oauth') throw new AppError('conflict', 'Nobody signs in to this plugin.')
      return toSignIn(account, stored)
    },

    async endSignIn(account, id, query) {
      if (!account) return '/?problem=sign-in'
      const stored = await plugins.find(account, id)
      const problem = await flow.end(account.id, stored, query)
      if (!problem && stored.kind === 'mcp' && stored.definition.actions.length === 0) await readTools(account, stored)
      return `/?${new URLSearchParams({ plugin: id, ...(problem ? { problem } : { 'signed-in': '1' }) })}`
    },

    async share(account, id) {
      const stored = await plugins.findMine(account, id)
      if (stored.shareToken === null) await plugins.update(id, { shareToken: createToken() })
      return reload(account, id)
    },
  }
}

/** How a token is sent, as the manifest says. */
export function toScheme({ definition: { auth } }: Pick<StoredPlugin, 'definition'>): string {
  return 'scheme' in auth && auth.scheme === 'basic' ? 'Basic' : 'Bearer'
}

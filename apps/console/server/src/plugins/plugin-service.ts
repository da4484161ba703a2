import type { Account, Secret } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { SafeRequest } from '@patchbay/safe-fetch'
import type { Credentials, Inspection, NewPlugin, PluginDetail } from '../api.ts'
import type { Installs, PluginToken } from './installs.ts'
import type { OAuthFlow } from './oauth/oauth-flow.ts'
import { createToken, type PluginStore, type StoredPlugin } from './plugin-store.ts'
import { readMcpServer } from './read-mcp-server.ts'
import { readPlugin, type ReadPlugin } from './read-plugin.ts'
import { toAuthKind, toInspection } from './to-inspection.ts'
import { toPluginDetail } from './to-plugin.ts'

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

/** What authors do with plugins: look at, register, refresh, share. */
export interface PluginService {
  inspect(plugin: NewPlugin): Promise<Inspection>
  register(account: Account, plugin: NewPlugin): Promise<PluginDetail>
  refresh(account: Account, id: string): Promise<PluginDetail>
  detail(account: Account, stored: StoredPlugin): Promise<PluginDetail>
  setCredentials(account: Account, id: string, credentials: Credentials): Promise<PluginDetail>
  verify(account: Account, id: string): Promise<PluginDetail>
  share(account: Account, id: string): Promise<PluginDetail>
}

export function createPluginService(options: PluginServiceOptions): PluginService {
  const { origin, secret, plugins, installs, flow } = options

  const detail = async (account: Account, stored: StoredPlugin) => {
    const install = await installs.find(account.id, stored.id)
    const users = stored.ownerId === account.id ? await plugins.countUsers(stored.id) : 0
    return toPluginDetail(stored, { account, install, origin, users })
  }
  const reload = async (account: Account, id: string) => detail(account, (await plugins.byId(id))!)

  return {
    detail,
    inspect: async (plugin) => toInspection(await read(options, plugin), options.window),

    async register(account, plugin) {
      const { inspection, definition } = await readUsable(options, plugin)
      await checkMayRegister(plugins, account, inspection.url)
      return detail(account, await plugins.save(account.id, inspection, definition))
    },

    async refresh(account, id) {
      const stored = await plugins.find(account, id)
      if (stored.ownerId !== null && stored.ownerId !== account.id)
        throw new AppError('forbidden', 'Only who registered this plugin may do that.')
      if (stored.status === 'banned') throw banned()
      const token = stored.kind === 'mcp' ? await flow.findToken(account.id, stored) : undefined
      const { inspection, definition } = await readUsable(options, { address: stored.url, kind: stored.kind }, token)
      await plugins.update(id, { inspection, definition })
      return reload(account, id)
    },

    async setCredentials(account, id, { serviceToken, clientId, clientSecret }) {
      const stored = await plugins.findMine(account, id)
      const kind = toAuthKind(stored.definition)
      if ([serviceToken, clientId, clientSecret].every((each) => each === undefined))
        throw new AppError('invalid_input', 'Enter a token, or a client id and secret.')
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
      const { inspection, definition } = await readVerified(options, stored, stored.verificationToken)
      await plugins.update(id, { inspection, definition, verifiedAt: new Date() })
      return reload(account, id)
    },

    async share(account, id) {
      const stored = await plugins.findMine(account, id)
      if (stored.shareToken === null) await plugins.update(id, { shareToken: createToken() })
      return reload(account, id)
    },
  }
}

/** @throws AppError `conflict` while the manifest does not publish the token. */
async function readVerified(options: ReadOptions, { url, kind }: StoredPlugin, token: string) {
  const found = await readUsable(options, { address: url, kind })
  const { auth } = found.definition
  const published = 'verificationTokens' in auth ? Object.values(auth.verificationTokens) : []
  if (published.includes(token)) return found
  throw new AppError('conflict', `The manifest does not have the token yet. Publish it as auth.verification_tokens.openai: "${token}"`)
}

const mostOfOne = 50

async function checkMayRegister(plugins: PluginStore, account: Account, url: string): Promise<void> {
  if (await plugins.isBanned(url)) throw banned()
  const mine = (await plugins.list(account.id)).filter(({ ownerId }) => ownerId === account.id)
  if (mine.length >= mostOfOne && !mine.some((plugin) => plugin.url === url))
    throw new AppError('conflict', `You can register ${mostOfOne} plugins. Remove one first.`)
}

export function banned(): AppError {
  return new AppError('forbidden', 'An admin has banned this plugin.')
}

export type ReadOptions = Pick<PluginServiceOptions, 'request' | 'window'>

function read({ request }: ReadOptions, plugin: NewPlugin, token?: PluginToken): Promise<ReadPlugin> {
  return plugin.kind === 'mcp' ? readMcpServer(request, plugin.address, token) : readPlugin(request, plugin.address)
}

/** @throws AppError `unprocessable` with the findings when it can't be used. */
export async function readUsable(options: ReadOptions, plugin: NewPlugin, token?: PluginToken) {
  const found = await read(options, plugin, token)
  const inspection = await toInspection(found, options.window)
  if (inspection.isUsable && found.definition) return { inspection, definition: found.definition }
  const first = inspection.findings.find(({ level }) => level === 'error')
  const message = `This plugin can’t be used: ${first ? `${first.place && `${first.place}: `}${first.message}` : 'it has no actions.'}`
  throw new AppError('unprocessable', message, { details: { findings: inspection.findings } })
}

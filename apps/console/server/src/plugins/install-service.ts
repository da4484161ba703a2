import type { Account } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import { SafeRequestError } from '@patchbay/safe-fetch'
import type { InstallResult } from '../api.ts'
import type { SignInProblem } from './oauth/oauth-flow.ts'
import { banned, readUsable, type PluginServiceOptions } from './plugin-service.ts'
import type { StoredPlugin } from './plugin-store.ts'
import { toScheme } from './token-finder.ts'
import { toAuthKind } from './to-inspection.ts'
import { toPlugin } from './to-plugin.ts'

/** What people do with plugins: install, sign in. */
export interface InstallService {
  install(account: Account, stored: StoredPlugin, token?: string): Promise<InstallResult>
  signIn(account: Account, stored: StoredPlugin): Promise<InstallResult>
  /** The browser came back from a sign-in: a path of the page. */
  endSignIn(account: Account | undefined, id: string, query: Readonly<Record<string, unknown>>): Promise<string>
}

export function createInstallService(options: PluginServiceOptions): InstallService {
  const { plugins, installs, flow } = options

  /** A server that tells its tools only to people who have signed in: now one has. */
  const readTools = async (account: Account, stored: StoredPlugin) => {
    const token = await flow.findToken(account.id, stored)
    const { inspection, definition } = await readUsable(options, { address: stored.url, kind: 'mcp' }, token)
    await plugins.update(stored.id, { inspection, definition })
    await installs.save(account.id, stored.id, definition)
  }

  const toSignIn = async (account: Account, stored: StoredPlugin): Promise<InstallResult> => {
    const url = await flow.begin(account.id, stored).catch((error: unknown) => {
      if (!(error instanceof SafeRequestError)) throw error
      throw new AppError('upstream_failed', `Signing in to this plugin does not work: ${error.message}`, { cause: error })
    })
    return { status: 'sign-in', url, host: new URL(url).host }
  }

  /** A browser is on its way, so what went wrong is told on the page. */
  const end = async (
    account: Account,
    stored: StoredPlugin,
    query: Readonly<Record<string, unknown>>,
  ): Promise<SignInProblem | undefined> => {
    try {
      const problem = await flow.end(account.id, stored, query)
      if (!problem && stored.kind === 'mcp' && stored.definition.actions.length === 0) await readTools(account, stored)
      return problem
    } catch (error) {
      if (error instanceof AppError || error instanceof SafeRequestError) return 'failed'
      throw error
    }
  }

  return {
    async install(account, stored, token) {
      if (stored.status === 'banned') throw banned()
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
      const problem = await end(account, stored, query)
      return `/?${new URLSearchParams({ plugin: id, ...(problem ? { problem } : { 'signed-in': '1' }) })}`
    },
  }
}

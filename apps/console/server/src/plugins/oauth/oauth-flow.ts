import type { PlatformDatabase } from '@patchbay/database'
import { AppError } from '@patchbay/plugin-kit'
import { hash, randomBytes } from 'node:crypto'
import { isOver, type Installs, type PluginToken } from '../installs.ts'
import type { StoredPlugin } from '../plugin-store.ts'
import { toRedirectUri } from '../to-plugin.ts'
import { discover } from './discover.ts'
import { findPluginClient, recallPluginClient, type ClientFinder } from './find-client.ts'
import { requestToken, type TokenEndpoint } from './token-request.ts'

export interface OAuthFlowOptions extends ClientFinder {
  database: PlatformDatabase
  installs: Installs
}

/** The person said no; it took too long, or was not theirs; it did not work. */
export type SignInProblem = 'denied' | 'expired' | 'failed'

/** People sign in to plugins (protocols of 2023, and OAuth 2.1 for MCP servers). */
export interface OAuthFlow {
  /** Where the browser goes. */
  begin(userId: string, plugin: StoredPlugin): Promise<string>
  /** It came back. Keeps the token; gives a code of what went wrong, if something did. @throws as `requestToken` does */
  end(userId: string, plugin: StoredPlugin, query: Readonly<Record<string, unknown>>): Promise<SignInProblem | undefined>
  /** The person's token, new if the old one is over. Undefined without one. */
  findToken(userId: string, plugin: StoredPlugin): Promise<PluginToken | undefined>
}

/** What is remembered, sealed, while the person is away. */
interface Begun {
  verifier: string | undefined
  issuer: string | undefined
  endpoint: TokenEndpoint
}

const longest = 600_000

export function createOAuthFlow(options: OAuthFlowOptions): OAuthFlow {
  const { installs, origin, request } = options
  const refreshing = new Map<string, Promise<PluginToken | undefined>>()

  return {
    async begin(userId, plugin) {
      const server = await discover(request, plugin)
      const { clientId } = await findPluginClient(options, plugin, server)
      const verifier = server.hasPkce ? randomBytes(32).toString('base64url') : undefined
      const endpoint = { url: server.tokenUrl, contentType: server.contentType, clientId, resource: server.resource }
      const state = await remember(options, { userId, pluginId: plugin.id, begun: { verifier, issuer: server.issuer, endpoint } })
      const url = new URL(server.authorizationUrl)
      const parameters = {
        response_type: 'code',
        client_id: clientId,
        scope: server.scope,
        state,
        redirect_uri: toRedirectUri(origin, plugin.id),
        ...(verifier && { code_challenge: hash('sha256', verifier, 'base64url'), code_challenge_method: 'S256' }),
        ...(server.resource && { resource: server.resource }),
      }
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
      return url.href
    },

    async end(userId, plugin, { state, code, error, iss }) {
      const begun = typeof state === 'string' ? await take(options, { userId, pluginId: plugin.id, state }) : undefined
      if (!begun || (begun.issuer !== undefined && iss !== begun.issuer)) return 'expired'
      // Who names itself is who gets the code, also where it never said that it would (RFC 9207 §2.4). Plugins of this Patchbay share one issuer.
      if (plugin.ownerId !== null && begun.issuer === undefined && iss !== undefined && !isNear(iss, begun.endpoint.url)) return 'failed'
      if (error === 'access_denied') return 'denied'
      if (typeof code !== 'string' || error !== undefined) return 'failed'
      const client = await recallPluginClient(options, plugin)
      const token = await requestToken(request, begun.endpoint, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: toRedirectUri(origin, plugin.id),
        client_secret: client?.clientSecret,
        code_verifier: begun.verifier,
      })
      await installs.save(userId, plugin.id, plugin.definition)
      await installs.setToken(userId, plugin.id, token)
      return undefined
    },

    async findToken(userId, plugin) {
      const token = await installs.readToken(userId, plugin.id)
      if (!token || !isOver(token)) return token
      if (!token.refreshToken || !token.endpoint) return undefined
      // Several calls at once share one refresh: a second one could look like a stolen token.
      const key = `${userId} ${plugin.id}`
      const running = refreshing.get(key) ?? refresh(options, { userId, plugin, token }).finally(() => refreshing.delete(key))
      refreshing.set(key, running)
      return running
    },
  }
}

/** Keeps what is needed when the person comes back, under the hash of a state that only their browser has. */
async function remember(
  { database, secret }: OAuthFlowOptions,
  { userId, pluginId, begun }: { userId: string; pluginId: string; begun: Begun },
): Promise<string> {
  const state = randomBytes(32).toString('base64url')
  const expires_at = new Date(Date.now() + longest)
  const row = { hash: toHash(state), user_id: userId, plugin_id: pluginId, sealed: secret.seal(JSON.stringify(begun)), expires_at }
  await database.kysely.insertInto('console_authorizations').values(row).execute()
  return state
}

/** A state is good once, for the person and the plugin that it was made for. */
async function take(
  { database, secret }: OAuthFlowOptions,
  { userId, pluginId, state }: { userId: string; pluginId: string; state: string },
): Promise<Begun | undefined> {
  const row = await database.kysely
    .deleteFrom('console_authorizations')
    .where('hash', '=', toHash(state))
    .where('user_id', '=', userId)
    .where('plugin_id', '=', pluginId)
    .where('expires_at', '>', new Date())
    .returning('sealed')
    .executeTakeFirst()
  return row && (JSON.parse(secret.open(row.sealed)) as Begun)
}

/** On the same host, or one below the other. */
function isNear(issuer: unknown, url: string): boolean {
  const [left, right] = [String(issuer), url].map((each) => URL.parse(each)?.host)
  return left !== undefined && right !== undefined && (left === right || left.endsWith(`.${right}`) || right.endsWith(`.${left}`))
}

function toHash(state: string): Buffer {
  return hash('sha256', state, 'buffer')
}

/** A new token for the old one; one that can't be had anew is forgotten. */
async function refresh(
  options: OAuthFlowOptions,
  { userId, plugin, token }: { userId: string; plugin: StoredPlugin; token: PluginToken },
): Promise<PluginToken | undefined> {
  const { installs, request } = options
  const client = await recallPluginClient(options, plugin)
  try {
    const parameters = { grant_type: 'refresh_token', refresh_token: token.refreshToken, client_secret: client?.clientSecret }
    const fresh = await requestToken(request, token.endpoint!, parameters)
    await installs.setToken(userId, plugin.id, fresh)
    return fresh
  } catch (error) {
    if (!(error instanceof AppError) || error.details?.['isRefused'] !== true) throw error
    await installs.setToken(userId, plugin.id, null)
    return undefined
  }
}

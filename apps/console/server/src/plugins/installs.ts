import { sql } from 'kysely'
import type { Secret } from '@patchbay/auth'
import type { PlatformDatabase } from '@patchbay/database'
import { toFingerprints, type Definition } from './definition.ts'
import type { TokenEndpoint } from './oauth/token-request.ts'

/** What a person's calls of a plugin carry. */
export interface PluginToken {
  accessToken: string
  /** `Bearer` or `Basic`. */
  scheme: string
  refreshToken?: string | undefined
  /** Milliseconds since 1970; left out when it does not end. */
  expiresAt?: number | undefined
  /** Where a new one is had. */
  endpoint?: TokenEndpoint
}

/** Milliseconds before its end at which a token counts as over. */
const margin = 15_000

/** Whether a token has to be had anew. */
export function isOver({ expiresAt }: PluginToken): boolean {
  return expiresAt !== undefined && expiresAt - margin <= Date.now()
}

/** A plugin that a person installed. */
export interface StoredInstall {
  /** One that is good, or can be had anew without the person. */
  hasToken: boolean
  /** Fingerprints of what the person agreed to, by action. */
  accepted: Record<string, string>
  alwaysAllowed: string[]
}

export interface Installs {
  find(userId: string, pluginId: string): Promise<StoredInstall | undefined>
  all(userId: string): Promise<Map<string, StoredInstall>>
  /** Installs it, or agrees to its definition anew. Keeps a token that is there. */
  save(userId: string, pluginId: string, definition: Definition): Promise<void>
  remove(userId: string, pluginId: string): Promise<void>
  setToken(userId: string, pluginId: string, token: PluginToken | null): Promise<void>
  /** For calls only: it never leaves the server. */
  readToken(userId: string, pluginId: string): Promise<PluginToken | undefined>
  allowAlways(userId: string, pluginId: string, action: string): Promise<void>
  /** Takes "always allow" back. */
  askAgain(userId: string, pluginId: string, action: string): Promise<void>
}

export function createInstalls({ kysely }: PlatformDatabase, secret: Secret): Installs {
  const update = (userId: string, pluginId: string) =>
    kysely.updateTable('console_installs').where('user_id', '=', userId).where('plugin_id', '=', pluginId)
  const select = (userId: string) => kysely.selectFrom('console_installs').selectAll().where('user_id', '=', userId)
  return {
    async find(userId, pluginId) {
      const row = await select(userId).where('plugin_id', '=', pluginId).executeTakeFirst()
      return row && toInstall(row, secret)
    },

    async all(userId) {
      const rows = await select(userId).execute()
      return new Map(rows.map((row) => [row.plugin_id, toInstall(row, secret)]))
    },

    async save(userId, pluginId, definition) {
      const accepted = JSON.stringify(toFingerprints(definition))
      await kysely
        .insertInto('console_installs')
        .values({ user_id: userId, plugin_id: pluginId, accepted })
        .onConflict((conflict) => conflict.columns(['user_id', 'plugin_id']).doUpdateSet({ accepted }))
        .execute()
    },

    async remove(userId, pluginId) {
      await kysely.deleteFrom('console_installs').where('user_id', '=', userId).where('plugin_id', '=', pluginId).execute()
    },

    async setToken(userId, pluginId, token) {
      const sealed_token = token && secret.seal(JSON.stringify(token))
      await update(userId, pluginId).set({ sealed_token }).execute()
    },

    async readToken(userId, pluginId) {
      const row = await select(userId).where('plugin_id', '=', pluginId).executeTakeFirst()
      return row && openToken(row, secret)
    },

    async allowAlways(userId, pluginId, action) {
      const others = sql<string[]>`array_append(array_remove(always_allowed, ${action}), ${action})`
      await update(userId, pluginId).set({ always_allowed: others }).execute()
    },

    async askAgain(userId, pluginId, action) {
      await update(userId, pluginId)
        .set({ always_allowed: sql<string[]>`array_remove(always_allowed, ${action})` })
        .execute()
    },
  }
}

interface InstallRow {
  sealed_token: Buffer | null
  accepted: unknown
  always_allowed: string[]
}

function toInstall(row: InstallRow, secret: Secret): StoredInstall {
  const token = openToken(row, secret)
  const hasToken = token !== undefined && (!isOver(token) || token.refreshToken !== undefined)
  return { hasToken, accepted: row.accepted as Record<string, string>, alwaysAllowed: row.always_allowed }
}

function openToken({ sealed_token }: Pick<InstallRow, 'sealed_token'>, secret: Secret): PluginToken | undefined {
  return sealed_token ? (JSON.parse(secret.open(sealed_token)) as PluginToken) : undefined
}

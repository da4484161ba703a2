import type { Account } from '@patchbay/auth'
import type { PlatformDatabase, PlatformTables } from '@patchbay/database'
import { AppError } from '@patchbay/plugin-kit'
import type { Selectable } from 'kysely'
import { randomBytes, randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Inspection, PluginStatus } from '../api.ts'
import { toFingerprints, type Definition } from './definition.ts'

/** A registered plugin as it is stored. */
export interface StoredPlugin {
  id: string
  kind: 'openapi' | 'mcp'
  url: string
  domain: string
  /** Null: served by this Patchbay. */
  ownerId: string | null
  status: PluginStatus
  inspection: Inspection
  definition: Definition
  clientId: string | null
  sealedClientSecret: Buffer | null
  sealedServiceToken: Buffer | null
  verificationToken: string | null
  verifiedAt: Date | null
  shareToken: string | null
  readAt: Date
}

export interface PluginStore {
  /** @throws AppError `not_found` also when the person may not know of it. */
  find(account: Account, id: string, shareToken?: string): Promise<StoredPlugin>
  /** The same, for who registered it. @throws AppError `forbidden` */
  findMine(account: Account, id: string): Promise<StoredPlugin>
  byId(id: string): Promise<StoredPlugin | undefined>
  byShareToken(token: string): Promise<StoredPlugin | undefined>
  /** What the person registered or installed. */
  list(userId: string): Promise<StoredPlugin[]>
  /** What anyone may install. */
  listStore(): Promise<StoredPlugin[]>
  listRegistered(): Promise<StoredPlugin[]>
  /** Adds it, or brings the one of this address up to date. Without an owner: served by this Patchbay. */
  save(ownerId: string | null, inspection: Inspection, definition: Definition): Promise<StoredPlugin>
  update(id: string, change: PluginChange): Promise<void>
  remove(id: string): Promise<void>
  /** Whether an admin banned what is at this address, whoever registered it. */
  isBanned(url: string): Promise<boolean>
  countUsers(id: string): Promise<number>
  /** Ids of the plugins to which people sign in without a client that was made for them. */
  listSignIns(): Promise<string[]>
}

export interface PluginChange {
  status?: PluginStatus
  inspection?: Inspection
  definition?: Definition
  clientId?: string
  sealedClientSecret?: Buffer
  sealedServiceToken?: Buffer
  verificationToken?: string
  verifiedAt?: Date | null
  shareToken?: string
}

export function createPluginStore({ kysely }: PlatformDatabase): PluginStore {
  const select = () => kysely.selectFrom('console_plugins').selectAll()
  const byId = async (id: string) => toStored(await select().where('id', '=', id).executeTakeFirst())

  const find = async (account: Account, id: string, shareToken?: string) => {
    const plugin = await byId(id)
    const isOpen =
      plugin && (plugin.ownerId === null || plugin.ownerId === account.id || plugin.status === 'approved' || account.role === 'admin')
    if (isOpen) return plugin
    const isShared = shareToken !== undefined && plugin?.shareToken === shareToken
    if (plugin && (isShared || (await isInstalled(kysely, account.id, id)))) return plugin
    throw new AppError('not_found', 'There is no such plugin, or it is not yours.')
  }

  return {
    byId,
    find,
    async findMine(account, id) {
      const plugin = await find(account, id)
      if (plugin.ownerId !== account.id) throw new AppError('forbidden', 'Only who registered this plugin may do that.')
      return plugin
    },
    byShareToken: async (token) => toStored(await select().where('share_token', '=', token).executeTakeFirst()),

    async list(userId) {
      const installed = kysely.selectFrom('console_installs').select('plugin_id').where('user_id', '=', userId)
      const mine = select().where((where) => where.or([where('owner_id', '=', userId), where('id', 'in', installed)]))
      return toAll(await mine.orderBy('created_at').execute())
    },

    async listStore() {
      const open = select().where((where) => where.or([where('owner_id', 'is', null), where('status', '=', 'approved')]))
      return toAll(await open.where('status', '<>', 'banned').orderBy('domain').execute())
    },

    listRegistered: async () => toAll(await select().where('owner_id', 'is not', null).orderBy('created_at', 'desc').execute()),

    save: (ownerId, inspection, definition) => save(kysely, { ownerId, inspection, definition }),

    async update(id, change) {
      const old = change.definition && (await byId(id))
      if (old && change.definition) await forgetSecrets(kysely, old, change.definition)
      const status = old && change.definition ? toStatus(old, change.definition) : change.status
      await kysely
        .updateTable('console_plugins')
        .set(toRow({ ...change, ...(status && { status }) }))
        .where('id', '=', id)
        .execute()
    },

    async remove(id) {
      await kysely.deleteFrom('console_plugins').where('id', '=', id).execute()
    },

    async isBanned(url) {
      return (await select().where('url', '=', url).where('status', '=', 'banned').executeTakeFirst()) !== undefined
    },

    async listSignIns() {
      const rows = kysely.selectFrom('console_plugins').select('id').where('owner_id', 'is not', null).where('client_id', 'is', null)
      return (await rows.orderBy('created_at', 'desc').limit(1000).execute()).map(({ id }) => id)
    },

    async countUsers(id) {
      const installs = kysely.selectFrom('console_installs').where('plugin_id', '=', id)
      const row = await installs.select((select_) => select_.fn.countAll<string>().as('count')).executeTakeFirstOrThrow()
      return Number(row.count)
    },
  }
}

async function isInstalled(kysely: PlatformDatabase['kysely'], userId: string, id: string): Promise<boolean> {
  const installs = kysely.selectFrom('console_installs').select('plugin_id').where('user_id', '=', userId)
  return (await installs.where('plugin_id', '=', id).executeTakeFirst()) !== undefined
}

interface NewContent {
  ownerId: string | null
  inspection: Inspection
  definition: Definition
}

async function save(kysely: PlatformDatabase['kysely'], { ownerId, inspection, definition }: NewContent): Promise<StoredPlugin> {
  const { kind, url, domain } = inspection
  const known = kysely
    .selectFrom('console_plugins')
    .selectAll()
    .where('url', '=', url)
    .where('owner_id', ownerId === null ? 'is' : '=', ownerId)
  const old = toStored(await known.executeTakeFirst())
  if (old) await forgetSecrets(kysely, old, definition)
  const content = { inspection: JSON.stringify(inspection), definition: JSON.stringify(definition), read_at: new Date() }
  if (old)
    await kysely
      .updateTable('console_plugins')
      .set({ ...content, status: toStatus(old, definition) })
      .where('id', '=', old.id)
      .execute()
  else {
    const status = ownerId === null ? ('approved' as const) : ('unverified' as const)
    const row = { id: `plugin-${randomUUID()}`, kind, url, domain, owner_id: ownerId, status, ...content }
    // Another process may be first.
    const insert = kysely.insertInto('console_plugins').values(row)
    await insert.onConflict((conflict) => conflict.doNothing()).execute()
  }
  return toStored(await known.executeTakeFirstOrThrow())!
}

/** An admin approved what was there: what is another by now is looked at anew. */
function toStatus({ status, ownerId, definition }: StoredPlugin, next: Definition): PluginStatus {
  const isSame = isDeepStrictEqual(toFingerprints(definition), toFingerprints(next))
  return status === 'approved' && ownerId !== null && !isSame ? 'unverified' : status
}

/** What was entered for one kind of sign-in, at one place, goes to no other. */
async function forgetSecrets(kysely: PlatformDatabase['kysely'], { id, definition }: StoredPlugin, { auth }: Definition): Promise<void> {
  const toPlace = (each: Definition['auth']) =>
    ['type', 'scheme', 'authorizationUrl', 'tokenUrl', 'metadataUrl']
      .map((member) => String((each as Record<string, unknown>)[member]))
      .join(' ')
  if (toPlace(definition.auth) === toPlace(auth)) return
  await kysely.updateTable('console_installs').set({ sealed_token: null }).where('plugin_id', '=', id).execute()
  const nothing = { client_id: null, sealed_client_secret: null, sealed_service_token: null, verification_token: null, verified_at: null }
  await kysely.updateTable('console_plugins').set(nothing).where('id', '=', id).execute()
}

/** A new token of a share link, or one that a manifest publishes. */
export function createToken(): string {
  return randomBytes(16).toString('hex')
}

type Row = Selectable<PlatformTables['console_plugins']>

function toAll(rows: readonly Row[]): StoredPlugin[] {
  return rows.map((row) => toStored(row)!)
}

function toStored(row: Row | undefined): StoredPlugin | undefined {
  return (
    row && {
      id: row.id,
      kind: row.kind,
      url: row.url,
      domain: row.domain,
      ownerId: row.owner_id,
      status: row.status,
      inspection: row.inspection as Inspection,
      definition: row.definition as Definition,
      clientId: row.client_id,
      sealedClientSecret: row.sealed_client_secret,
      sealedServiceToken: row.sealed_service_token,
      verificationToken: row.verification_token,
      verifiedAt: row.verified_at,
      shareToken: row.share_token,
      readAt: row.read_at,
    }
  )
}

function toRow({ inspection, definition, ...change }: PluginChange) {
  const content = inspection &&
    definition && { inspection: JSON.stringify(inspection), definition: JSON.stringify(definition), read_at: new Date() }
  return {
    ...content,
    ...(change.status && { status: change.status }),
    ...(change.clientId !== undefined && { client_id: change.clientId }),
    ...(change.sealedClientSecret && { sealed_client_secret: change.sealedClientSecret }),
    ...(change.sealedServiceToken && { sealed_service_token: change.sealedServiceToken }),
    ...(change.verificationToken !== undefined && { verification_token: change.verificationToken }),
    ...(change.verifiedAt !== undefined && { verified_at: change.verifiedAt }),
    ...(change.shareToken !== undefined && { share_token: change.shareToken }),
  }
}

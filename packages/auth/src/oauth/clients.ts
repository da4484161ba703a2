import type { PlatformDatabase } from '@patchbay/database'
import { AppError } from '@patchbay/plugin-kit'
import { randomBytes } from 'node:crypto'
import { hashClientSecret } from './storage-adapter.ts'
import { isLoopbackRedirect, toChatGptId } from './redirect-rules.ts'

/** What may be shown of a client. */
export interface ClientRecord {
  id: string
  name: string
  /** The one plugin it is for; undefined for a client that names the plugin itself. */
  plugin: string | undefined
  isPublic: boolean
  /** Whether it registered itself. */
  isRegistered: boolean
  redirectUris: string[]
  createdAt: Date
}

export interface NewClient {
  name: string
  /** Makes a confidential client for this plugin, with a secret; without it, a public one that must use PKCE. */
  plugin?: string | undefined
  /** Where the answers go. A ChatGPT plugin or GPT Action without any is called back wherever it first says, and there only. */
  redirectUris: readonly string[]
  /** Whether it is Patchbay's own console, which is not asked about: it only learns who signs in. */
  isConsole?: boolean
}

export interface Clients {
  /** `secret` is shown once and stored only as a hash; a public client has none. */
  create(client: NewClient): Promise<{ record: ClientRecord; secret: string | undefined }>
  list(): Promise<ClientRecord[]>
  /** Ends the client and everything people allowed it. False when there is none. */
  revoke(id: string): Promise<boolean>
  /** Binds a client for ChatGPT to the one plugin or GPT whose callback it is; the first one stays. */
  pinCallback(id: string, redirectUri: string): Promise<void>
}

export function createClients(database: PlatformDatabase): Clients {
  const { kysely } = database
  const select = () => kysely.selectFrom('oidc').select(['id', 'payload', 'created_at']).where('model', '=', 'Client')
  return {
    async create(client) {
      const { metadata, secret } = toMetadata(client)
      const payload = JSON.stringify(secret === undefined ? metadata : { ...metadata, client_secret: hashClientSecret(secret) })
      await kysely.insertInto('oidc').values({ model: 'Client', id: metadata.client_id, payload }).execute()
      const row = await select().where('id', '=', metadata.client_id).executeTakeFirstOrThrow()
      return { record: toRecord(row), secret }
    },

    async list() {
      const rows = await select().orderBy('created_at').execute()
      return rows.map(toRecord)
    },

    async revoke(id) {
      return kysely.transaction().execute(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('oidc')
          .where('model', '=', 'Client')
          .where('id', '=', id)
          .executeTakeFirst()
        await transaction
          .deleteFrom('oidc')
          .where('model', '!=', 'Client')
          .where((where) => where(where.ref('payload', '->>').key('clientId'), '=', id))
          .execute()
        return numDeletedRows > 0n
      })
    },

    async pinCallback(id, redirectUri) {
      const chatgpt = toChatGptId(redirectUri)
      const row = chatgpt === undefined ? undefined : await select().where('id', '=', id).executeTakeFirst()
      if (row?.payload['chatgpt'] !== 'any') return
      const payload = JSON.stringify({ ...row.payload, chatgpt })
      const update = kysely.updateTable('oidc').set({ payload }).where('model', '=', 'Client').where('id', '=', id)
      await update.where((where) => where(where.ref('payload', '->>').key('chatgpt'), '=', 'any')).execute()
    },
  }
}

function toMetadata({ name, plugin, redirectUris, isConsole = false }: NewClient) {
  checkRedirects(redirectUris, plugin !== undefined)
  const isConfidential = plugin !== undefined
  const isNative = redirectUris.length > 0 && redirectUris.every(isLoopbackRedirect)
  const metadata = {
    client_id: randomBytes(12).toString('base64url'),
    client_name: name,
    grant_types: isConsole ? ['authorization_code'] : ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    application_type: isNative ? 'native' : 'web',
    // Hosts of 2023 send the secret in the body; GPT Actions do either, and both are taken from a confidential client.
    token_endpoint_auth_method: isConfidential ? 'client_secret_post' : 'none',
    redirect_uris: redirectUris.length > 0 ? redirectUris : ['https://chatgpt.com/aip/unknown/oauth/callback'],
    ...(isConfidential && { plugin }),
    ...(redirectUris.length === 0 && { chatgpt: 'any' }),
    ...(isConsole && { console: true }),
  }
  return { metadata, secret: isConfidential ? randomBytes(32).toString('base64url') : undefined }
}

function checkRedirects(redirectUris: readonly string[], isConfidential: boolean): void {
  if (redirectUris.length === 0 && !isConfidential) throw new AppError('invalid_input', 'A public client needs at least one redirect URI.')
  for (const uri of redirectUris) {
    const url = URL.parse(uri)
    const isFine = url && !uri.includes('#') && (url.protocol === 'https:' || isLoopbackRedirect(uri) || isBelowLocalhost(url))
    if (!isFine) throw new AppError('invalid_input', `${uri} can't be a redirect URI: use https, or http on loopback, without a fragment.`)
  }
}

/** RFC 6761 §6.3: loopback. Only for clients that are made here: one that registers itself has to name localhost. */
function isBelowLocalhost({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && hostname.endsWith('.localhost')
}

function toRecord(row: { id: string; payload: Record<string, unknown>; created_at: Date }): ClientRecord {
  const { payload } = row
  return {
    id: row.id,
    name: String(payload['client_name'] ?? row.id),
    plugin: payload['plugin'] as string | undefined,
    isPublic: payload['token_endpoint_auth_method'] === 'none',
    isRegistered: payload['registered'] === true,
    redirectUris: payload['chatgpt'] === 'any' ? [] : (payload['redirect_uris'] as string[]),
    createdAt: row.created_at,
  }
}

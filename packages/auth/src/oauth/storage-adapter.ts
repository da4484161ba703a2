import type { PlatformDatabase } from '@patchbay/database'
import { hash } from 'node:crypto'
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider'
import type { RefreshRotation } from './refresh-rotation.ts'
import type { RevocationMarker } from './revocation-marker.ts'

/** Models whose id is itself a secret that a client sends: only its hash is stored. */
const hashedModels = new Set(['AuthorizationCode', 'RefreshToken'])

/** Keeps what the authorization server must remember in the table `oidc`, so that any process can go on with any flow. */
export class StorageAdapter implements Adapter {
  readonly #database: PlatformDatabase
  readonly #model: string
  readonly #rotation: RefreshRotation
  readonly #marker: RevocationMarker

  constructor(database: PlatformDatabase, model: string, options: { rotation: RefreshRotation; marker: RevocationMarker }) {
    this.#database = database
    this.#model = model
    this.#rotation = options.rotation
    this.#marker = options.marker
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number | undefined): Promise<void> {
    const row = {
      payload: JSON.stringify(this.#toStored(payload)),
      grant_id: payload.grantId ?? (this.#model === 'Grant' ? id : null),
      uid: payload.uid ?? null,
      user_id: payload.accountId ?? null,
      expires_at: expiresIn === undefined ? null : new Date(Date.now() + expiresIn * 1000),
    }
    // A row that was consumed stays so: saving it anew must not give it a second life.
    await this.#database.kysely
      .insertInto('oidc')
      .values({ model: this.#model, id: this.#toId(id), ...row })
      .onConflict((conflict) => conflict.columns(['model', 'id']).doUpdateSet(row))
      .execute()
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (this.#model === 'AccessToken') return this.#findMarked(id)
    const row = await this.#select().where('id', '=', this.#toId(id)).executeTakeFirst()
    if (!row) return undefined
    const isConsumed = row.consumed_at !== null && !(this.#model === 'RefreshToken' && (await this.#maySubmitAgain(id, row.consumed_at)))
    return toPayload(row, id, isConsumed)
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const row = await this.#select().where('uid', '=', uid).executeTakeFirst()
    return row && toPayload(row, undefined, row.consumed_at !== null)
  }

  /** Device codes are not offered. */
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  /** One conditional update: of any number of parallel redemptions exactly one succeeds. */
  async consume(id: string): Promise<void> {
    const update = this.#database.kysely.updateTable('oidc').set({ consumed_at: new Date() }).where('model', '=', this.#model)
    const { numUpdatedRows } = await update.where('id', '=', this.#toId(id)).where('consumed_at', 'is', null).executeTakeFirst()
    if (numUpdatedRows === 0n && this.#model !== 'RefreshToken') throw new errors.InvalidGrant('already consumed')
  }

  async destroy(id: string): Promise<void> {
    await this.#database.kysely.deleteFrom('oidc').where('model', '=', this.#model).where('id', '=', this.#toId(id)).execute()
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#database.kysely.deleteFrom('oidc').where('model', '=', this.#model).where('grant_id', '=', grantId).execute()
  }

  #select() {
    return this.#database.kysely
      .selectFrom('oidc')
      .select(['payload', 'consumed_at'])
      .where('model', '=', this.#model)
      .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', new Date())]))
  }

  /** An honest client may send the same refresh twice; see RefreshRotation. */
  async #maySubmitAgain(id: string, consumedAt: Date): Promise<boolean> {
    if (!this.#rotation.isRecent(consumedAt)) return false
    const successor = await this.#select()
      .where('id', '=', this.#toId(this.#rotation.toSuccessor(id)))
      .executeTakeFirst()
    return successor !== undefined && successor.consumed_at === null
  }

  #findMarked(id: string): AdapterPayload | undefined {
    const marked = this.#marker.read(id)
    const now = Math.floor(Date.now() / 1000)
    return marked && { ...marked, kind: 'AccessToken', jti: id, iat: now, exp: now + 60 }
  }

  #toId(id: string): string {
    return hashedModels.has(this.#model) ? hash('sha256', id, 'base64url') : id
  }

  #toStored(payload: AdapterPayload): object {
    if (hashedModels.has(this.#model)) return { ...payload, jti: undefined }
    const { client_secret: secret } = payload
    return this.#model === 'Client' && secret ? { ...payload, client_secret: hashClientSecret(secret) } : payload
  }
}

/** What is stored of a client's secret, which is random and long. A hash that is stored again stays what it is. */
export function hashClientSecret(secret: string): string {
  return secret.startsWith('sha256:') ? secret : `sha256:${hash('sha256', secret, 'base64url')}`
}

function toPayload(
  row: { payload: Record<string, unknown>; consumed_at: Date | null },
  id: string | undefined,
  isConsumed: boolean,
): AdapterPayload {
  const { payload } = row
  return {
    ...payload,
    ...(id !== undefined && payload.kind !== undefined && { jti: id }),
    ...(isConsumed && { consumed: Math.floor(row.consumed_at!.getTime() / 1000) }),
  }
}

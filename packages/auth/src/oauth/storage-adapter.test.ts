import { createTestDatabase } from '@patchbay/database/testing'
import type { PlatformDatabase } from '@patchbay/database'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRefreshRotation } from './refresh-rotation.ts'
import { createRevocationMarker } from './revocation-marker.ts'
import { StorageAdapter } from './storage-adapter.ts'

describe('StorageAdapter', () => {
  let database: PlatformDatabase
  beforeEach(async () => {
    database = await createTestDatabase()
  })
  afterEach(() => database.close())

  const open = (model: string) => {
    const key = Buffer.alloc(32, 1)
    return new StorageAdapter(database, model, { rotation: createRefreshRotation(key), marker: createRevocationMarker(key) })
  }
  const payload = { kind: 'AuthorizationCode', grantId: 'grant', clientId: 'client' }

  it('lets one of many consume a code', async () => {
    const codes = open('AuthorizationCode')
    await codes.upsert('code', payload, 60)
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => codes.consume('code')))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await codes.find('code')).toMatchObject({ jti: 'code', consumed: expect.any(Number) })
  })

  it('gives no second life to what was consumed and is saved again', async () => {
    const codes = open('AuthorizationCode')
    await codes.upsert('code', payload, 60)
    await codes.consume('code')
    await codes.upsert('code', payload, 60)
    await expect(codes.consume('code')).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('keeps no code, refresh token or client secret as it is', async () => {
    await open('AuthorizationCode').upsert('secret-code', payload, 60)
    await open('RefreshToken').upsert('secret-token', { ...payload, kind: 'RefreshToken', jti: 'secret-token' }, 60)
    await open('Client').upsert('client', { client_id: 'client', client_secret: 'secret-of-client' }, 60)
    const rows = await database.kysely.selectFrom('oidc').selectAll().execute()
    expect(rows).toHaveLength(3)
    expect(JSON.stringify(rows)).not.toMatch(/secret-/)
  })

  it('finds nothing that is over, and ends all tokens of a grant', async () => {
    const codes = open('AuthorizationCode')
    await codes.upsert('old', payload, -1)
    await codes.upsert('new', payload, 60)
    expect(await codes.find('old')).toBeUndefined()
    await codes.revokeByGrantId('grant')
    expect(await codes.find('new')).toBeUndefined()
  })
})

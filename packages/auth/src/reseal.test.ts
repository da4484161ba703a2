import type { PlatformDatabase } from '@patchbay/database'
import { createTestDatabase } from '@patchbay/database/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSigningKeys } from './oauth/signing-keys.ts'
import { reseal } from './reseal.ts'
import { createSecret } from './secret.ts'

const [old, next] = ['the secret of this year, long enough', 'the secret of next year, long enough']

describe('reseal', () => {
  let database: PlatformDatabase
  beforeEach(async () => {
    database = await createTestDatabase()
  })
  afterEach(() => database.close())

  it('makes the secret of before dispensable', async () => {
    const [key] = await createSigningKeys(database, createSecret(old)).load()
    await expect(createSigningKeys(database, createSecret(next)).load()).rejects.toThrow('PATCHBAY_SECRET is not the one')
    expect(await createSigningKeys(database, createSecret(next, old)).load()).toEqual([key])
    expect(await reseal(database, createSecret(next, old))).toBe(1)
    expect(await createSigningKeys(database, createSecret(next)).load()).toEqual([key])
    expect(await reseal(database, createSecret(next, old))).toBe(1)
  })

  it('changes nothing when a value opens with neither', async () => {
    await createSigningKeys(database, createSecret('a secret that nobody remembers now')).load()
    await createSigningKeys(database, createSecret(old)).rotate()
    await expect(reseal(database, createSecret(next, old))).rejects.toThrow()
    await expect(createSigningKeys(database, createSecret(next)).load()).rejects.toThrow('PATCHBAY_SECRET is not the one')
  })
})

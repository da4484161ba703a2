import { expect, it } from 'vitest'
import { createCredentials } from './credentials.ts'
import type { Keys } from './keys.ts'

it('a credential that many requests bring at once is looked up, and counted, once', async () => {
  const looked: string[] = []
  let counted = 0
  const keys = {
    verify: async (text: string) => {
      looked.push(text)
      await Promise.resolve()
      return text === 'pb_good' ? { id: 'one', kind: 'service', user: undefined, plugins: null, expiresAt: null } : undefined
    },
  } as unknown as Keys
  const credentials = createCredentials(keys, { verify: () => Promise.resolve(undefined) })
  const count = async () => void counted++
  const all = (text: string) => Promise.all(Array.from({ length: 50 }, () => credentials.verify(text, count)))
  expect((await all('pb_good')).every((principal) => principal?.kind === 'service')).toBe(true)
  expect([looked, counted]).toEqual([['pb_good'], 1])
  expect(credentials.recall('pb_good')).toBeDefined()
  expect(await all('pb_wrong')).toEqual(Array.from({ length: 50 }, () => undefined))
  await all('pb_wrong')
  expect([looked, counted]).toEqual([['pb_good', 'pb_wrong', 'pb_wrong'], 3])
  const refused = credentials.verify('pb_other', () => Promise.reject(new Error('too many')))
  await expect(refused).rejects.toThrow('too many')
  expect(looked).not.toContain('pb_other')
})

import { createTestHost, describePlugin } from '@patchbay/plugin-kit/testing'
import { expect, it } from 'vitest'
import hello from './index.ts'

describePlugin(hello)

it('greets in the language that is asked for', async () => {
  await using host = await createTestHost(hello)
  expect(await host.call('sayHello', { name: 'Grace', language: 'fr' })).toEqual({ greeting: 'Bonjour, Grace!' })
})

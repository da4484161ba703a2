import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '../app-error.ts'
import type { ActionContext, UserContext } from '../context.ts'
import { defineAction } from '../define-action.ts'
import { definePlugin } from '../define-plugin.ts'
import { createTestHost } from './create-test-host.ts'

interface Setting {
  greeting: string
}

const greet = defineAction({
  name: 'greet',
  description: '',
  examples: [],
  route: 'POST /greetings',
  effect: 'read',
  input: z.object({ name: z.string().trim(), times: z.int().default(1) }),
  output: z.strictObject({ text: z.string() }),
  run({ name, times }, { greeting, location }: ActionContext & Setting) {
    if (name === 'nobody') throw new AppError('not_found', 'There is nobody. Name somebody.')
    if (name === 'wrong') return { text: '', more: 1 } as { text: string }
    return { text: `${greeting.repeat(times)}, ${name} from ${location.country ?? 'somewhere'}` }
  },
})

const whoAmI = defineAction({
  name: 'whoAmI',
  description: '',
  examples: [],
  route: 'GET /me',
  effect: 'read',
  auth: 'oauth',
  input: z.object({}),
  output: z.object({ id: z.string(), email: z.string() }),
  run: (_, { user }: UserContext) => user,
})

const plugin = definePlugin({
  name: 'greeter',
  title: 'Greeter',
  summary: 'Greets.',
  description: '',
  auth: 'none',
  logo: new URL('file:///logo.png'),
  config: z.object({ greeting: z.string().default('Hello') }),
  actions: [greet, whoAmI],
  setup: ({ config }): Setting => config,
})

describe('createTestHost', () => {
  it('gives actions what setup made of the settings', async () => {
    await using usual = await createTestHost(plugin)
    await using spanish = await createTestHost(plugin, { config: { greeting: 'Hola' } })
    expect(await usual.call('greet', { name: 'Ada' })).toEqual({ text: 'Hello, Ada from somewhere' })
    expect(await spanish.call('greet', { name: 'Ada' })).toEqual({ text: 'Hola, Ada from somewhere' })
  })

  it('refuses settings that are wrong', async () => {
    await expect(createTestHost(plugin, { config: { greeting: 1 } })).rejects.toThrow(z.ZodError)
  })

  it('parses the input as the platform does', async () => {
    await using host = await createTestHost(plugin)
    expect(await host.call('greet', { name: ' Ada ', times: 2 })).toEqual({ text: 'HelloHello, Ada from somewhere' })
    await expect(host.call('greet', { name: 1 })).rejects.toThrow(z.ZodError)
    await expect(host.call('greet', { name: 'Ada', more: true })).rejects.toThrow(z.ZodError)
  })

  it('passes on where the caller is and what the action throws', async () => {
    await using host = await createTestHost(plugin)
    const location = { country: 'AT' }
    expect(await host.call('greet', { name: 'Ada' }, { location })).toEqual({ text: 'Hello, Ada from AT' })
    await expect(host.call('greet', { name: 'nobody' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('refuses an answer that breaks its schema', async () => {
    await using host = await createTestHost(plugin)
    await expect(host.call('greet', { name: 'wrong' })).rejects.toThrow('greet gave an answer that is not of its output schema')
  })

  it('refuses an answer that is too long for hosts', async () => {
    await using host = await createTestHost(plugin)
    await expect(host.call('greet', { name: 'x'.repeat(100_000) })).rejects.toThrow('hosts read less than 100000')
  })

  it('refuses an action that needs a user when there is none', async () => {
    await using host = await createTestHost(plugin)
    await expect(host.call('whoAmI', {})).rejects.toMatchObject({ code: 'unauthorized' })
    const ada = host.user('ada@example.com')
    expect(await host.call('whoAmI', {}, { user: ada })).toEqual(ada)
  })

  it('gives the same user for the same e-mail address, and others for others', async () => {
    await using host = await createTestHost(plugin)
    expect(host.user('Ada@example.com')).toEqual(host.user('ada@example.com'))
    expect(host.user('grace@example.com').id).not.toBe(host.user('ada@example.com').id)
  })

  it('names the actions there are when one is not there', async () => {
    await using host = await createTestHost(plugin)
    await expect(host.call('wave', {})).rejects.toThrow('greeter has no action wave. It has greet, whoAmI.')
  })
})

import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import type { ActionContext, UserContext } from './context.ts'
import { defineAction } from './define-action.ts'

const common = { name: 'getTrip', description: '', examples: [], output: z.object({ to: z.string() }) } as const

describe('defineAction', () => {
  it('makes a title from the name, and keeps one that is given', () => {
    const route = 'GET /trips'
    const run = () => ({ to: '' })
    expect(defineAction({ ...common, route, effect: 'read', input: z.object({}), run }).title).toBe('Get trip')
    expect(defineAction({ ...common, title: 'A trip', route, effect: 'read', input: z.object({}), run }).title).toBe('A trip')
  })

  it('makes the input refuse members that it does not know', () => {
    const { input } = defineAction({ ...common, route: 'GET /trips', effect: 'read', input: z.object({}), run: () => ({ to: '' }) })
    expect(input.safeParse({ more: 1 }).success).toBe(false)
  })

  it('lets an input be open that says so', () => {
    const input = z.looseObject({})
    const action = defineAction({ ...common, route: 'POST /trips', effect: 'write', input, run: () => ({ to: '' }) })
    expect(action.input.safeParse({ more: 1 }).success).toBe(true)
  })

  it('gives run the parsed input, by type too', () => {
    const input = z.object({ limit: z.int().default(5), to: z.string().optional() })
    defineAction({
      ...common,
      route: 'GET /trips',
      effect: 'read',
      input,
      run(parsed) {
        expectTypeOf(parsed).toEqualTypeOf<{ limit: number; to?: string | undefined }>()
        return { to: '' }
      },
    })
  })

  it('refuses a path parameter that is not in the input, by type', () => {
    const input = z.object({ id: z.string() })
    defineAction({ ...common, route: 'GET /trips/{id}', effect: 'read', input, run: () => ({ to: '' }) })
    // @ts-expect-error -- {key} is not in the input
    defineAction({ ...common, route: 'GET /trips/{key}', effect: 'read', input, run: () => ({ to: '' }) })
  })

  it('refuses an answer that is not of the output, by type', () => {
    // @ts-expect-error -- to is a string
    defineAction({ ...common, route: 'GET /trips', effect: 'read', input: z.object({}), run: () => ({ to: 1 }) })
  })

  it('refuses examples that are not of the input, by type', () => {
    const rest = { ...common, route: 'GET /trips', effect: 'read', input: z.object({ to: z.string() }) } as const
    // @ts-expect-error -- to is a string
    defineAction({ ...rest, examples: [{ say: 'go', input: { to: 1 } }], run: () => ({ to: '' }) })
  })

  it('refuses to count on a user where it lets anybody call, by type', () => {
    const rest = { ...common, route: 'GET /trips', effect: 'read', input: z.object({}) } as const
    defineAction({ ...rest, auth: 'user', run: (_, { user }: UserContext) => ({ to: user.email }) })
    // @ts-expect-error -- auth: 'none' gives no user
    defineAction({ ...rest, auth: 'none', run: (_, { user }: UserContext) => ({ to: user.email }) })
    defineAction({ ...rest, auth: 'none', run: (_, { user }: ActionContext) => ({ to: user?.email ?? '' }) })
  })
})

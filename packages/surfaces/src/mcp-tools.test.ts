import { defineAction, definePlugin, type UserContext } from '@patchbay/plugin-kit'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toInstructions } from './mcp-instructions.ts'
import { toTools } from './mcp-tools.ts'

const Place = z.object({ name: z.string() }).meta({ id: 'Place' })
const shared = { description: 'Does something.', examples: [] }
const site = { origin: 'https://desk.example.com', operator: { name: 'Operator', email: 'operator@example.com' } }

const find = defineAction({
  ...shared,
  name: 'findPlace',
  route: 'GET /places',
  effect: 'read',
  auth: 'none',
  openWorld: true,
  input: z.object({ near: z.string() }),
  output: z.object({ place: Place }),
  run: ({ near }) => ({ place: { name: near } }),
})

const book = defineAction({
  ...shared,
  name: 'bookPlace',
  route: 'POST /places',
  effect: 'write',
  background: {},
  input: z.object({ place: Place }),
  output: z.object({ place: Place }),
  confirm: () => 'Book it?',
  run: ({ place }, _context: UserContext) => ({ place }),
})

const remove = defineAction({
  ...shared,
  name: 'removePlace',
  route: 'DELETE /places/{name}',
  effect: 'destructive',
  auth: 'user',
  input: z.object({ name: z.string() }),
  output: z.array(z.string()),
  run: ({ name }) => [name],
})

const plugin = definePlugin({
  name: 'desk',
  title: 'Desk',
  summary: 'Books places.',
  description: `Books places. ${'It says much about it. '.repeat(40)}`,
  auth: 'oauth',
  logo: new URL('file:///logo.png'),
  actions: [find, book, remove],
})

describe('toTools', () => {
  const [found, booked, removed] = toTools(plugin, site)

  it('says all four hints, from the effect', () => {
    expect(found!.annotations).toEqual({
      title: 'Find place',
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: true,
    })
    expect(booked!.annotations).toMatchObject({ readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false })
    expect(removed!.annotations).toMatchObject({ readOnlyHint: false, destructiveHint: true, idempotentHint: true })
  })

  it('says how to sign in, twice', () => {
    expect(found!.securitySchemes).toEqual([{ type: 'noauth' }])
    expect(booked!.securitySchemes).toEqual([{ type: 'oauth2', scopes: ['desk:write'] }])
    expect(booked!._meta['securitySchemes']).toEqual(booked!.securitySchemes)
    expect(removed!.securitySchemes).toBeUndefined()
  })

  it('gives schemas that stand for themselves, also for a question or a job in place of the answer', () => {
    expect(booked!.inputSchema).toMatchObject({ type: 'object', properties: { place: { $ref: '#/$defs/Place' }, confirmationId: {} } })
    expect(booked!.outputSchema).toMatchObject({ type: 'object', $defs: { Place: { type: 'object' } } })
    expect(booked!.outputSchema!['anyOf']).toHaveLength(3)
    expect(JSON.stringify(toTools(plugin, site))).not.toContain('#/components')
    expect(booked!.execution).toEqual({ taskSupport: 'optional' })
    expect(found!.execution).toBeUndefined()
  })

  it('promises structured content for objects only', () => {
    expect(found!.outputSchema).toMatchObject({ properties: { place: { $ref: '#/$defs/Place' } } })
    expect(removed!.outputSchema).toBeUndefined()
  })
})

describe('toInstructions', () => {
  it('ends within 512 characters, with a sentence', () => {
    const text = toInstructions(plugin)
    expect(text.length).toBeLessThanOrEqual(512)
    expect(text).toMatch(/^Books places\. .*about it\.$/)
  })
})

import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ActionContext, PageContext, UserContext } from './context.ts'
import { defineAction } from './define-action.ts'
import { definePage } from './define-page.ts'
import { authOf, definePlugin, secret } from './define-plugin.ts'
import { html } from './html.ts'

const about = { name: 'trips', title: 'Trips', summary: 'Trips.', description: '', logo: new URL('file:///logo.png') }
const parts = { description: '', examples: [], effect: 'read', input: z.object({}), output: z.looseObject({}) } as const

interface Trips {
  trips: string[]
}

const open = defineAction({ ...parts, name: 'open', route: 'GET /open', run: (_, { user }: ActionContext) => ({ user }) })
const needsUser = defineAction({ ...parts, name: 'needsUser', route: 'GET /mine', run: (_, { user }: UserContext) => ({ id: user.id }) })
const asksForUser = defineAction({
  ...parts,
  name: 'asksForUser',
  route: 'GET /own',
  auth: 'user',
  run: (_, { user }: UserContext) => ({ ...user }),
})
const needsTrips = defineAction({
  ...parts,
  name: 'needsTrips',
  route: 'GET /all',
  run: (_, { trips }: ActionContext & Trips) => ({ trips }),
})
const page = definePage({
  route: 'GET /pages/all',
  params: z.object({}),
  load: (_, { trips }: PageContext & Trips) => trips,
  openGraph: () => ({ title: '', description: '' }),
  render: (trips) => html`${trips}`,
})

describe('definePlugin', () => {
  it('fills in what is left out', () => {
    const plugin = definePlugin({ ...about, auth: 'none', actions: [open] })
    expect(plugin).toMatchObject({ legal: {}, migrations: {}, pages: [], jobs: [], limit: undefined })
    expect(plugin.config.parse({})).toEqual({})
  })

  it('lists everything that is wrong in one error', () => {
    expect(() => definePlugin({ ...about, name: 'www', auth: 'none', actions: [open, open] })).toThrow(
      `Plugin "www" can't be served:\n- the name www is reserved for the platform; choose another\n- two of the action open\n- two of the route GET /open`,
    )
  })

  it('refuses an action that needs a user where anybody may call, by type', () => {
    definePlugin({ ...about, auth: 'user', actions: [needsUser] })
    definePlugin({ ...about, auth: 'oauth', actions: [needsUser] })
    definePlugin({ ...about, auth: 'none', actions: [open, asksForUser] })
    // @ts-expect-error -- auth: 'none' gives no user
    definePlugin({ ...about, auth: 'none', actions: [needsUser] })
    // @ts-expect-error -- auth: 'service' gives no user
    definePlugin({ ...about, auth: 'service', actions: [needsUser] })
  })

  it('refuses an action or page whose services setup does not make, by type', () => {
    definePlugin({ ...about, auth: 'none', actions: [open, needsTrips], pages: [page], setup: (): Trips => ({ trips: [] }) })
    // @ts-expect-error -- there is no setup
    definePlugin({ ...about, auth: 'none', actions: [needsTrips] })
    // @ts-expect-error -- setup makes something else
    definePlugin({ ...about, auth: 'none', actions: [needsTrips], setup: () => ({ flights: [] }) })
    // @ts-expect-error -- setup makes something else
    definePlugin({ ...about, auth: 'none', actions: [open], pages: [page], setup: () => ({ flights: [] }) })
  })

  it('gives setup the parsed settings, by type too', () => {
    const config = z.object({ apiKey: secret().optional() })
    const setup = ({ config: { apiKey } }: { config: { apiKey?: string | undefined } }): Trips => ({ trips: [apiKey ?? ''] })
    definePlugin({ ...about, auth: 'none', config, actions: [needsTrips], setup })
    // @ts-expect-error -- there is no such setting
    definePlugin({ ...about, auth: 'none', config, actions: [open], setup: ({ config: { other } }) => ({ other }) })
  })
})

describe('authOf', () => {
  it("is the action's own, or else the plugin's", () => {
    const plugin = definePlugin({ ...about, auth: 'oauth', actions: [open, asksForUser] })
    expect(plugin.actions.map((action) => authOf(plugin, action))).toEqual(['oauth', 'user'])
  })
})

describe('secret', () => {
  it('marks a setting that must not be shown, and refuses an empty one', () => {
    expect(secret().meta()).toEqual({ secret: true })
    expect(secret().safeParse('').success).toBe(false)
  })
})

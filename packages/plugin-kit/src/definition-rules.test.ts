import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Action } from './define-action.ts'
import type { Plugin } from './define-plugin.ts'
import { findDefinitionErrors, findNameErrors } from './definition-rules.ts'
import { createAction, createPlugin, createPluginWith } from './quality-rules/__fixtures__/trips.ts'

describe('findNameErrors', () => {
  it('takes a subdomain', () => {
    expect(findNameErrors('road-trips2')).toEqual([])
    expect(findNameErrors('x'.repeat(40))).toEqual([])
  })

  it('refuses what is no subdomain', () => {
    const wrong = ['', 'x', 'Trips', '2trips', 'trips-', '-trips', 'road--trips', 'road_trips', 'road.trips', 'x'.repeat(41), 'trips\n']
    expect(wrong.filter((name) => findNameErrors(name).length === 0)).toEqual([])
  })

  it('refuses the names of the platform', () => {
    expect(findNameErrors('auth')).toEqual(['the name auth is reserved for the platform; choose another'])
    expect(['console', 'admin', 'frame', 'www'].filter((name) => findNameErrors(name).length === 0)).toEqual([])
  })
})

describe('findDefinitionErrors', () => {
  it('finds nothing in a good plugin', () => {
    expect(findDefinitionErrors(createPlugin())).toEqual([])
  })

  it('refuses the name of a plugin that is reserved', () => {
    expect(find({ name: 'console' })).toContain('reserved')
  })

  it('refuses a confirmation for reading, and background work that a GET would start or that is timed like a call', () => {
    expect(findInAction({ confirm: () => 'Really?' })).toContain('needs no confirmation')
    expect(findInAction({ effect: 'write', route: 'POST /trips', confirm: () => 'Really?' })).toContain('auth must be user or oauth')
    const input = z.object({ confirmationId: z.string() })
    expect(findInAction({ effect: 'write', route: 'POST /trips', auth: 'user', input, confirm: () => 'Really?' })).toContain('another name')
    expect(findInAction({ background: {} })).toContain('a GET must not')
    expect(findInAction({ route: 'POST /things', background: {}, timeout: 5000 })).toContain('background.timeout')
    expect(findInAction({ route: 'POST /things', background: { attempts: 0 } })).toContain('background.attempts is a whole number')
  })

  it('refuses names of actions that are no words, and those of background jobs', () => {
    expect(findInAction({ name: 'find-trips' })).toContain('letters and digits')
    expect(findInAction({ name: 'getJob' })).toContain('reserved for background jobs')
    expect(findInAction({ name: 'cancelJob' })).toContain('reserved for background jobs')
  })

  it('refuses two actions whose names differ in case only', () => {
    expect(find({ actions: [createAction(), createAction({ name: 'findtrips', route: 'GET /others' })] })).toBe(
      'two of the action findtrips',
    )
  })

  it('refuses two routes that differ in the names of their parameters only', () => {
    const input = z.object({ id: z.string(), key: z.string() })
    const actions = [createAction({ route: 'GET /trips/{id}', input }), createAction({ name: 'getTrip', route: 'GET /trips/{key}', input })]
    expect(find({ actions })).toBe('two of the route GET /trips/{}')
  })

  it('refuses a page on the route of an action', () => {
    const page = { route: 'GET /trips', params: z.object({}) } as unknown as Plugin['pages'][number]
    expect(find({ pages: [page] })).toBe('two of the route GET /trips')
  })

  it('refuses a GET that changes something', () => {
    expect(findInAction({ effect: 'write' })).toContain('a GET must not change anything')
    expect(findInAction({ effect: 'write', route: 'POST /trips' })).toBe('')
  })

  it('refuses a path parameter that is not in the input, or stands twice', () => {
    expect(findInAction({ route: 'GET /trips/{id}' })).toBe('action findTrips: {id} is in the route but not in the input')
    expect(findInAction({ route: 'GET /trips/{to}/{to}' })).toContain('twice')
  })

  it('refuses a malformed route', () => {
    expect(findInAction({ route: 'GET /trips/' })).toContain('is not like "GET /offers/{id}"')
  })

  it('refuses routes that the platform answers', () => {
    expect(findInAction({ route: 'GET /mcp' })).toBe('action findTrips: /mcp is reserved for the platform')
    expect(findInAction({ route: 'GET /Jobs/mine' })).toContain('reserved')
    expect(findInAction({ route: 'GET /oauth/token' })).toContain('reserved')
    expect(findInAction({ route: 'GET /docs' })).toContain('reserved')
    expect(findInAction({ route: 'GET /.well-known/trips' })).toContain('reserved')
  })

  it('refuses routes that begin with a parameter or climb', () => {
    expect(findInAction({ route: 'GET /{to}' })).toContain('must be fixed text')
    expect(findInAction({ route: 'GET /trips/../secrets' })).toContain("can't be parts of a path")
  })

  it('refuses schemas that have no JSON Schema', () => {
    expect(findInAction({ output: z.object({ at: z.date() }) })).toContain('the output schema has no JSON Schema')
    expect(findInAction({ route: 'POST /trips', input: z.object({ id: z.bigint() }) })).toContain('the input schema has no JSON Schema')
  })

  it('refuses parameters that do not fit into a URL, where they travel in one', () => {
    const input = z.object({ place: z.object({ city: z.string() }) })
    expect(findInAction({ input })).toContain('place travels in the URL')
    expect(findInAction({ route: 'POST /trips/{place}', input })).toContain('place travels in the URL')
    expect(findInAction({ route: 'POST /trips', input })).toBe('')
  })

  it('takes texts, numbers, enums, unions and lists of them in a URL', () => {
    const input = z.object({ a: z.enum(['x', 'y']), b: z.array(z.int()), c: z.union([z.string(), z.boolean()]), d: z.literal(1) })
    expect(findInAction({ input })).toBe('')
    expect(findInAction({ input: z.object({ a: z.array(z.array(z.string())) }) })).toContain('a travels in the URL')
  })

  it('refuses times and limits that can not be kept', () => {
    expect(findInAction({ timeout: 99 })).toContain('timeout is 100 to 40,000')
    expect(findInAction({ timeout: 40_001 })).toContain('timeout is 100 to 40,000')
    expect(findInAction({ limit: { requests: 0, seconds: 1 } })).toContain('a limit is at least one request')
    expect(findInAction({ limit: { requests: 1.5, seconds: 1 } })).toContain('a limit is at least one request')
    expect(find({ limit: { requests: 1, seconds: 0 } })).toContain('the plugin: a limit is at least one request')
  })

  it('refuses migrations whose names have no order', () => {
    expect(find({ migrations: { 'create-trips': '', '001-fine': '' } })).toBe('migration "create-trips": name it like "001-create-notes"')
  })
})

function find(overrides: Partial<Plugin>): string {
  return findDefinitionErrors(createPlugin(overrides)).join('\n')
}

function findInAction(overrides: Partial<Action>): string {
  return findDefinitionErrors(createPluginWith(overrides)).join('\n')
}

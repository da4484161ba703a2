import { defineAction, definePlugin, type Auth, type Plugin } from '@patchbay/plugin-kit'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { toJsonSchema, toManifest, toOpenApi, toYaml } from './index.ts'

const site = {
  origin: 'https://things.example.com',
  authorizationServer: 'https://auth.example.com',
  operator: { name: 'Ada', email: 'ada@example.com' },
}

const action = (options: Partial<Parameters<typeof defineAction>[0]> & { name: string; route: string }) =>
  defineAction({
    description: 'Does a thing.',
    effect: 'read',
    examples: [],
    input: z.object({}),
    output: z.object({ ok: z.boolean() }),
    run: () => ({ ok: true }),
    ...options,
  } as never)

function plugin(auth: Auth, actions: unknown[] = []): Plugin {
  const options = {
    name: 'some-things',
    title: 'Things',
    summary: 'Keeps things.',
    description: 'Plugin for things.',
    auth,
    logo: new URL('logo.png', import.meta.url),
    actions,
  }
  return definePlugin(options as never)
}

// oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
const openApi = (auth: Auth, ...actions: unknown[]) => toOpenApi(plugin(auth, actions), site) as any

describe('the manifest', () => {
  it('names everything by absolute URL on the plugin’s own host', () => {
    expect(toManifest(plugin('none'), site)).toEqual({
      schema_version: 'v1',
      name_for_model: 'some_things',
      name_for_human: 'Things',
      description_for_model: 'Plugin for things.',
      description_for_human: 'Keeps things.',
      auth: { type: 'none' },
      api: { type: 'openapi', url: 'https://things.example.com/openapi.json' },
      logo_url: 'https://things.example.com/logo.png',
      contact_email: 'ada@example.com',
      legal_info_url: 'https://things.example.com/legal',
    })
  })

  it('says how to sign in, for each kind', () => {
    const verificationTokens = { openai: '0123456789abcdef0123456789abcdef' }
    const authOf = (auth: Auth) => (toManifest(plugin(auth), { ...site, verificationTokens }) as { auth: object }).auth
    expect(authOf('service')).toEqual({ type: 'service_http', authorization_type: 'bearer', verification_tokens: verificationTokens })
    expect(authOf('user')).toEqual({ type: 'user_http', authorization_type: 'bearer' })
    expect(authOf('oauth')).toMatchObject({
      type: 'oauth',
      client_url: 'https://things.example.com/oauth/authorize',
      authorization_url: 'https://things.example.com/oauth/token',
      authorization_content_type: 'application/x-www-form-urlencoded',
      verification_tokens: verificationTokens,
    })
  })
})

describe('the OpenAPI document', () => {
  it('puts path parameters first, the rest of a GET in the query', () => {
    const input = z.object({
      id: z.string().describe('Which.'),
      limit: z.int().min(1).max(9).default(3),
      tags: z.array(z.string()).optional(),
    })
    const { parameters, requestBody } = openApi('none', action({ name: 'get', route: 'GET /things/{id}', input })).paths['/things/{id}'].get
    expect(requestBody).toBeUndefined()
    expect(parameters).toEqual([
      { name: 'id', in: 'path', description: 'Which.', required: true, schema: { type: 'string' } },
      { name: 'limit', in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 9, default: 3 } },
      { name: 'tags', in: 'query', required: false, schema: { type: 'array', items: { type: 'string' } } },
    ])
  })

  it('puts the rest of a POST in the body, without what the path names', () => {
    const input = z.object({ id: z.string(), text: z.string() })
    const examples = [{ say: 'add it', input: { id: 'a', text: 'b' } }]
    const operation = openApi('none', action({ name: 'add', route: 'POST /things/{id}', effect: 'write', input, examples })).paths[
      '/things/{id}'
    ].post
    const { schema, examples: shown } = operation.requestBody.content['application/json']
    expect(operation.parameters).toEqual([{ name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: 'a' }])
    expect(schema).toEqual({ type: 'object', properties: { text: { type: 'string' } }, additionalProperties: false, required: ['text'] })
    expect(shown).toEqual({ example1: { summary: 'add it', value: { text: 'b' } } })
  })

  it('names the key of a call that changes something, where the caller is known', () => {
    const input = z.object({ text: z.string() })
    const { paths } = openApi('user', action({ name: 'add', route: 'POST /things', effect: 'write', input }))
    expect(paths['/things'].post.parameters).toMatchObject([{ name: 'Idempotency-Key', in: 'header', required: false }])
  })

  it('says how an action asks first, and how one runs in the background', () => {
    const input = z.object({ text: z.string() })
    const shared = { route: 'POST /things', effect: 'write', input } as const
    const asking = openApi('user', action({ ...shared, name: 'add', confirm: () => 'Add it?' }))
    const { post } = asking.paths['/things']
    expect(Object.keys(post.requestBody.content['application/json'].schema.properties)).toEqual(['text', 'confirmationId'])
    expect(post.requestBody.content['application/json'].schema.required).toEqual(['text'])
    expect(post.responses['202'].content['application/json'].schema).toEqual({ $ref: '#/components/schemas/ConfirmationRequired' })
    expect(asking.components.schemas.ConfirmationRequired.properties.status).toEqual({ type: 'string', enum: ['confirmation_required'] })
    const both = openApi('user', action({ ...shared, name: 'add', confirm: () => 'Add it?', background: {} })).paths['/things'].post
    expect(both.responses['202'].content['application/json'].schema.oneOf).toHaveLength(2)
    expect(both.responses['200']).toBeUndefined()
  })

  it('tells hosts what has consequences', () => {
    const { paths } = openApi(
      'none',
      action({ name: 'look', route: 'GET /things' }),
      action({ name: 'add', route: 'POST /things', effect: 'write' }),
      action({ name: 'drop', route: 'DELETE /things', effect: 'destructive' }),
    )
    expect([paths['/things'].get, paths['/things'].post, paths['/things'].delete].map((each) => each['x-openai-isConsequential'])).toEqual([
      false,
      true,
      true,
    ])
  })

  it('asks for a credential where one is needed, by one scheme', () => {
    const document = openApi('user', action({ name: 'mine', route: 'GET /mine' }), action({ name: 'all', route: 'GET /all', auth: 'none' }))
    expect(document.paths['/mine'].get.security).toEqual([{ key: [] }])
    expect(document.paths['/all'].get.security).toEqual([])
    expect(Object.keys(document.components.securitySchemes)).toEqual(['key'])
    expect(document.paths['/mine'].get.responses).toHaveProperty('401')
    expect(document.paths['/all'].get.responses).not.toHaveProperty('401')
    expect(openApi('none', action({ name: 'all', route: 'GET /all' })).components).not.toHaveProperty('securitySchemes')
  })

  it('gives named schemas a place that references reach', () => {
    const thing = z.object({ id: z.string() }).meta({ id: 'Thing' })
    const document = openApi(
      'none',
      action({ name: 'list', route: 'GET /things', output: z.object({ first: thing, things: z.array(thing) }) }),
    )
    expect(document.components.schemas.Thing).toMatchObject({ type: 'object', properties: { id: { type: 'string' } } })
    expect(document.paths['/things'].get.responses['200'].content['application/json'].schema.properties.first).toEqual({
      $ref: '#/components/schemas/Thing',
    })
  })
})

describe('schemas', () => {
  it('say the format of a date, not its pattern', () => {
    expect(toJsonSchema(z.object({ on: z.iso.date() }), 'input').schema.properties!.on).toEqual({ type: 'string', format: 'date' })
  })

  it('give every object properties, and whole numbers no bounds that say nothing', () => {
    const { schema } = toJsonSchema(z.object({ any: z.record(z.string(), z.string()), count: z.int() }), 'output')
    expect(schema.properties!.any).toMatchObject({ type: 'object', properties: {} })
    expect(schema.properties!.count).toEqual({ type: 'integer' })
  })
})

describe('YAML', () => {
  it('says the same, without anchors', () => {
    const again = { text: 'yes: no', list: [1, 2] }
    const text = toYaml({ one: again, two: again })
    expect(parse(text)).toEqual({ one: again, two: again })
    expect(text).not.toMatch(/[&*]\w/)
  })
})

import { describe, expect, it } from 'vitest'
import { mayRedirect, toManifestUrl, toRoot } from './domain-rules.ts'
import { readManifest } from './read-manifest.ts'

const url = new URL('https://todo.example.com/.well-known/ai-plugin.json')
const manifest = {
  schema_version: 'v1',
  name_for_human: 'Todo',
  name_for_model: 'todo',
  description_for_human: 'Keeps a list.',
  description_for_model: 'Plugin for keeping a list.',
  auth: { type: 'none' },
  api: { type: 'openapi', url: 'https://todo.example.com/openapi.json' },
  logo_url: 'https://todo.example.com/logo.png',
  contact_email: 'hello@example.com',
  legal_info_url: 'https://example.com/legal',
}
const read = (change: object) => readManifest({ ...manifest, ...change }, url)
const rules = (change: object) => read(change).findings.map(({ level, rule }) => `${level} ${rule}`)

const oauth = {
  type: 'oauth',
  client_url: 'https://auth.other.com/authorize',
  authorization_url: 'https://auth.other.com/token',
  scope: '',
  authorization_content_type: 'application/json',
  verification_tokens: { openai: '0123' },
}

describe('readManifest', () => {
  it('has nothing to say about good ones', () => {
    expect(rules({})).toEqual([])
    expect(rules({ auth: oauth })).toEqual([])
    expect(rules({ is_dev: true, tags: [], api: { ...manifest.api, is_user_authenticated: false } })).toEqual([])
    expect(rules({ auth: { type: 'service_http', authorization_type: 'basic', verification_tokens: {} } })).toEqual([])
  })

  it.each([
    [{ schema_version: undefined }, 'error manifest.schema_version.missing'],
    [{ schema_version: 'v2' }, 'error manifest.schema_version.unknown'],
    [{ name_for_model: undefined }, 'error manifest.name_for_model.missing'],
    [{ name_for_model: 'x'.repeat(51) }, 'error manifest.name_for_model.long'],
    [{ name_for_model: 'to do' }, 'error manifest.name_for_model.characters'],
    [{ name_for_human: 7 }, 'error manifest.name_for_human.missing'],
    [{ name_for_human: 'x'.repeat(21) }, 'error manifest.name_for_human.long'],
    [{ name_for_human: '😀'.repeat(21) }, 'error manifest.name_for_human.long'],
    [{ name_for_human: 'Todo plugin' }, 'warning manifest.name_for_human.word'],
    [{ description_for_model: ' ' }, 'error manifest.description_for_model.missing'],
    [{ description_for_model: 'x'.repeat(8001) }, 'error manifest.description_for_model.long'],
    [{ description_for_model: 'Keeps lists' }, 'advice manifest.description_for_model.beginning'],
    [{ description_for_model: 'Plugin for\u202E' }, 'error manifest.description_for_model.invisible'],
    [{ description_for_human: 'x'.repeat(101) }, 'error manifest.description_for_human.long'],
    [{ description_for_human: 'For ChatGPT' }, 'warning manifest.description_for_human.word'],
    [{ auth: undefined }, 'error manifest.auth.missing'],
    [{ auth: { type: 'opaque' } }, 'error manifest.auth.type.unknown'],
    [{ auth: { type: 'service_http' } }, 'error manifest.auth.authorization_type'],
    [{ auth: { type: 'service_http', authorization_type: 'Bearer' } }, 'warning manifest.auth.authorization_type'],
    [{ auth: { type: 'service_http', authorization_type: 'bearer' } }, 'advice manifest.auth.verification_tokens'],
    [{ api: { type: 'openapi', url: 'https://todo.example.com:8443/o.json' } }, 'warning manifest.api.url.port'],
    [{ auth: { type: 'user_http', authorization_type: 'bearer' } }, 'advice manifest.auth.user_http'],
    [{ auth: { ...oauth, client_url: undefined } }, 'error manifest.auth.client_url.missing'],
    [{ auth: { ...oauth, authorization_url: 'http://auth.other.com/token' } }, 'error manifest.auth.authorization_url.malformed'],
    [{ auth: { ...oauth, authorization_content_type: 'text/plain' } }, 'error manifest.auth.authorization_content_type'],
    [{ auth: { ...oauth, scope: undefined } }, 'warning manifest.auth.scope.missing'],
    [{ auth: { ...oauth, verification_tokens: undefined } }, 'advice manifest.auth.verification_tokens'],
    [{ api: { url: manifest.api.url } }, 'error manifest.api.type'],
    [{ api: { type: 'openapi' } }, 'error manifest.api.url.missing'],
    [{ api: { type: 'openapi', url: '/openapi.json' } }, 'advice manifest.api.url.relative'],
    [{ api: { type: 'openapi', url: 'http://todo.example.com/o.json' } }, 'error manifest.api.url.http'],
    [{ api: { type: 'openapi', url: 'https://example.com/o.json' } }, 'error manifest.api.url.domain'],
    [{ api: { type: 'openapi', url: 'https://food.example.com/o.json' } }, 'error manifest.api.url.domain'],
    [{ logo_url: undefined }, 'error manifest.logo_url.missing'],
    [{ logo_url: 'data:image/png;base64,' }, 'error manifest.logo_url.malformed'],
    [{ logo_url: 'not a url' }, 'error manifest.logo_url.malformed'],
    [{ logo_url: 'https://todo.example.com/logo.gif' }, 'warning manifest.logo_url.gif'],
    [{ contact_email: undefined }, 'error manifest.contact_email.missing'],
    [{ contact_email: 'hello' }, 'error manifest.contact_email.malformed'],
    [{ contact_email: 'hello@example..com' }, 'error manifest.contact_email.malformed'],
    [{ contact_email: 'hello@other.com' }, 'advice manifest.contact_email.domain'],
    [{ legal_info_url: undefined }, 'error manifest.legal_info_url.missing'],
    [{ legal_info_url: 'https://other.com/legal' }, 'warning manifest.legal_info_url.domain'],
  ])('finds what is wrong: %j', (change, rule) => {
    expect(rules(change)).toContain(rule)
  })

  it('counts what people see as one character once', () => {
    expect(rules({ name_for_human: '😀'.repeat(20), description_for_human: '你'.repeat(100) })).toEqual([])
  })

  it('wants nothing on the domain of a plugin that is still on its author’s machine', () => {
    const change = { api: { type: 'openapi', url: 'http://localhost:5003/openapi.yaml' } }
    const { findings } = readManifest({ ...manifest, ...change }, new URL('http://localhost:5003/.well-known/ai-plugin.json'))
    expect(findings).toEqual([])
  })

  it('takes a relative document, and one below its domain', () => {
    expect(read({ api: { type: 'openapi', url: '/openapi.json' } }).manifest!.apiUrl).toBe('https://todo.example.com/openapi.json')
    expect(read({ api: { type: 'openapi', url: 'https://api.todo.example.com/o.yaml' } }).manifest).toBeDefined()
  })

  it('is told when there is no manifest at all', () => {
    expect(readManifest([], url)).toMatchObject({ manifest: undefined, findings: [{ level: 'error' }] })
    expect(readManifest('text', url).manifest).toBeUndefined()
  })
})

describe('the domain of a plugin', () => {
  const at = (host: string, path = '/.well-known/ai-plugin.json') => new URL(path, `https://${host}`)
  it.each([
    ['www.example.com', at('example.com'), 'example.com'],
    ['foo.example.com', at('bar.foo.example.com'), 'bar.foo.example.com'],
    ['example.com', at('www.example.com'), 'example.com'],
    ['www.com', at('www.com'), 'www.com'],
    ['foo.example.com', at('bar.foo.example.com', '/baz/ai-plugin.json'), 'bar.foo.example.com'],
  ])('may be moved from %s to %s', (from, to, root) => {
    expect(mayRedirect(at(from), to)).toBe(true)
    expect(toRoot(to)).toBe(root)
  })

  it.each([
    ['foo.example.com', 'https://example.com/'],
    ['foo.example.com', 'https://bar.example.com/'],
    ['www.example.com', 'https://bar.example.com/'],
    ['example.com', 'https://example2.com/'],
    ['example.com', 'https://notexample.com/'],
    ['example.com', 'http://example.com/'],
    ['example.com', 'http://localhost:5003/'],
  ])('may not be moved from %s to %s', (from, to) => {
    expect(mayRedirect(at(from), new URL(to))).toBe(false)
  })

  it.each([
    ['localhost:5003', 'http://localhost:5003/.well-known/ai-plugin.json'],
    ['flights.localhost:3000', 'http://flights.localhost:3000/.well-known/ai-plugin.json'],
    [' notes.example.com ', 'https://notes.example.com/.well-known/ai-plugin.json'],
    ['https://www.example.com/some/page?x', 'https://www.example.com/.well-known/ai-plugin.json'],
    ['http://example.com', 'http://example.com/.well-known/ai-plugin.json'],
  ])('is understood as it is typed: %s', (address, expected) => {
    expect(toManifestUrl(address)?.href).toBe(expected)
  })

  it('is not anything', () => {
    for (const address of ['', 'a b', 'https://', 'user:pass@example.com', 'https://[', 'ftp://example.com', 'file:///etc/hosts'])
      expect(toManifestUrl(address)).toBeUndefined()
  })
})

import fc from 'fast-check'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { toConfig } from './to-config.ts'

const production = {
  DATABASE_URL: 'postgres://patchbay:hidden@db/patchbay',
  REDIS_URL: 'redis://:hidden@redis:6379',
  PATCHBAY_SECRET: 'k3J9-vT2p-Lw8s-Qz5x-Hn7d-Bf4m-Rc6y',
  PATCHBAY_URL: 'https://example.com',
}

/** The variables that stop the start. */
function wrong(environment: Record<string, string>): string[] {
  try {
    toConfig(environment)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map((problem) => problem.variable)
  }
}

describe('settings', () => {
  it('are not needed to run embedded', () => {
    expect(toConfig({})).toMatchObject({
      port: 3000,
      address: '127.0.0.1',
      url: new URL('http://localhost:3000'),
      dataFolder: '.patchbay',
      services: undefined,
      plugins: undefined,
    })
    expect(toConfig({ PORT: '8080' }).url.origin).toBe('http://localhost:8080')
  })

  it('make a production of both services', () => {
    expect(toConfig(production)).toMatchObject({
      address: '0.0.0.0',
      services: { databaseUrl: production.DATABASE_URL, redisUrl: production.REDIS_URL },
    })
  })

  it('that name one service need the other', () => {
    const { DATABASE_URL, REDIS_URL, ...rest } = production
    expect(wrong({ ...rest, DATABASE_URL })).toEqual(['REDIS_URL'])
    expect(wrong({ ...rest, REDIS_URL })).toEqual(['DATABASE_URL'])
  })

  it('need a secret in production, one that nobody knows', () => {
    const { PATCHBAY_SECRET, ...rest } = production
    expect(PATCHBAY_SECRET.length).toBeGreaterThan(31)
    expect(wrong(rest)).toEqual(['PATCHBAY_SECRET'])
    for (const secret of ['short', 'changeme-changeme-changeme-changeme', 'a'.repeat(40), 'this-is-an-example-secret-of-32-chars']) {
      expect(wrong({ ...production, PATCHBAY_SECRET: secret })).toEqual(['PATCHBAY_SECRET'])
    }
  })

  it('take the public URL as an https origin, or http on localhost', () => {
    expect(toConfig({ PATCHBAY_URL: 'http://dev.localhost:8080' }).url.host).toBe('dev.localhost:8080')
    for (const url of [
      'http://example.com',
      'https://example.com/path',
      'https://user@example.com',
      'https://10.0.0.1',
      'https://[::1]',
      'ftp://example.com',
      'example.com',
      'https://example.com?x=1',
    ]) {
      expect(wrong({ PATCHBAY_URL: url }), url).toEqual(['PATCHBAY_URL'])
    }
  })

  it('are refused all at once, each by name', () => {
    expect(
      wrong({
        PORT: '70000',
        LOG_LEVEL: 'loud',
        LIMIT_USER: '10 per minute',
        TRUSTED_PROXIES: '10.0.0.0/33',
        CONTACT_EMAIL: 'nobody',
        GATEWAY_REPLICAS: '0',
        LOG_PRETTY: 'yes',
      }).toSorted(),
    ).toEqual(['CONTACT_EMAIL', 'GATEWAY_REPLICAS', 'LIMIT_USER', 'LOG_LEVEL', 'LOG_PRETTY', 'PORT', 'TRUSTED_PROXIES'])
  })

  it('take what ChatGPT’s store looks for, by plugin', () => {
    expect(toConfig({ OPENAI_APPS_CHALLENGES: 'notes=abc-123,trip-notes=x.y~z' }).appsChallenges).toEqual({
      notes: 'abc-123',
      'trip-notes': 'x.y~z',
    })
    expect(toConfig({}).appsChallenges).toEqual({})
    expect(wrong({ OPENAI_APPS_CHALLENGES: 'abc-123' })).toEqual(['OPENAI_APPS_CHALLENGES'])
    expect(wrong({ OPENAI_APPS_CHALLENGES: 'notes=a b' })).toEqual(['OPENAI_APPS_CHALLENGES'])
  })

  it('may stand in files, but not in both places', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'patchbay-config-')), 'secret')
    writeFileSync(file, `${production.PATCHBAY_SECRET}\n`)
    const { PATCHBAY_SECRET, ...rest } = production
    expect(toConfig({ ...rest, PATCHBAY_SECRET_FILE: file }).secret).toBe(PATCHBAY_SECRET)
    expect(wrong({ ...production, PATCHBAY_SECRET_FILE: file })).toContain('PATCHBAY_SECRET_FILE')
    expect(wrong({ ...rest, PATCHBAY_SECRET_FILE: '/nowhere/at/all' })).toContain('PATCHBAY_SECRET_FILE')
  })

  it('take the secret of before only beside the one that follows it', () => {
    expect(toConfig({ ...production, PATCHBAY_SECRET_PREVIOUS: 'old' }).previousSecret).toBe('old')
    expect(wrong({ PATCHBAY_SECRET_PREVIOUS: 'old' })).toEqual(['PATCHBAY_SECRET_PREVIOUS'])
  })

  it('never show their values when they are wrong', () => {
    const names = [
      'PORT',
      'PATCHBAY_URL',
      'PATCHBAY_SECRET',
      'DATABASE_URL',
      'REDIS_URL',
      'LOG_LEVEL',
      'LIMIT_USER',
      'TRUSTED_PROXIES',
      'METRICS_PORT',
      'CONTACT_EMAIL',
    ]
    const value = fc.stringMatching(/^[A-Z0-9:/@]{12,30}$/)
    const property = fc.property(fc.constantFrom(...names), value, (name, text) => {
      try {
        toConfig({ [name]: text })
      } catch (error) {
        expect((error as Error).message).not.toContain(text)
        expect((error as Error).message).toMatch(/^[A-Z_]+ /)
      }
    })
    fc.assert(property)
  })

  it('takes a model for the console, or none', () => {
    expect(toConfig({}).console).toEqual({ gatewayUrl: new URL('http://127.0.0.1:3000'), model: undefined, pluginsAtOnce: 3 })
    expect(toConfig({ MODEL: 'gpt-5.1', MODEL_API_KEY: 'sk-1' }).console.model).toMatchObject({
      baseUrl: new URL('https://api.openai.com/v1'),
      name: 'gpt-5.1',
      window: 32_768,
    })
    expect(() => toConfig({ MODEL_BASE_URL: 'http://127.0.0.1:11434/v1' })).toThrow('MODEL is missing')
    expect(() => toConfig({ MODEL: 'llama', MODEL_BASE_URL: 'ollama' })).toThrow('MODEL_BASE_URL must be')
  })
})

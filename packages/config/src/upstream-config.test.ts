import { describe, expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { toConfig } from './to-config.ts'

const whole = { UPSTREAM_ISSUER: 'https://id.example.com', UPSTREAM_CLIENT_ID: 'patchbay', UPSTREAM_CLIENT_SECRET: 'abc' }

describe('another provider for signing in', () => {
  it('is none unless it is named', () => {
    expect(toConfig({}).upstream).toBeUndefined()
    expect(toConfig(whole).upstream).toEqual({
      issuer: 'https://id.example.com',
      clientId: 'patchbay',
      clientSecret: 'abc',
      name: 'id.example.com',
    })
    expect(toConfig({ ...whole, UPSTREAM_NAME: 'Example ID' }).upstream?.name).toBe('Example ID')
  })

  it('is named whole', () => {
    const read = () => toConfig({ UPSTREAM_ISSUER: 'https://id.example.com' })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(/UPSTREAM_CLIENT_ID is missing.*\n.*UPSTREAM_CLIENT_SECRET is missing/)
  })

  it('is asked over https, but for one on this machine while Patchbay is tried there', () => {
    const local = { ...whole, UPSTREAM_ISSUER: 'http://127.0.0.1:4000' }
    expect(toConfig(local).upstream?.issuer).toBe('http://127.0.0.1:4000')
    for (const wrong of [
      { ...local, PATCHBAY_URL: 'https://example.com' },
      { ...whole, UPSTREAM_ISSUER: 'http://id.example.com' },
      { ...whole, UPSTREAM_ISSUER: 'id' },
    ])
      expect(() => toConfig(wrong)).toThrow('UPSTREAM_ISSUER must be the https URL')
  })
})

import { describe, expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { toConfig } from './to-config.ts'

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }

describe('where traces go', () => {
  it('is nowhere unless a collector is named', () => {
    expect(toConfig({}).tracing).toBeUndefined()
    expect(toConfig(endpoint).tracing).toEqual({ endpoint: 'http://collector:4318', headers: {}, ratio: 1 })
  })

  it('takes headers and a share as OpenTelemetry writes them', () => {
    const more = { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc,x-team=tools', OTEL_TRACES_SAMPLER_ARG: '0.05' }
    expect(toConfig({ ...endpoint, ...more }).tracing).toMatchObject({
      headers: { authorization: 'Bearer abc', 'x-team': 'tools' },
      ratio: 0.05,
    })
  })

  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'no value'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=%zz'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
    ['OTEL_TRACES_SAMPLER_ARG', 'all'],
  ])('says what is wrong with %s=%s', (name, value) => {
    const read = () => toConfig({ ...endpoint, [name]: value })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(name)
  })
})

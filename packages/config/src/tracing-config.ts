import type { Reader } from './reader.ts'

/** Where traces go. The names are those of OpenTelemetry's own settings. */
export interface TracingConfig {
  /** The base URL of a collector that takes OTLP over HTTP. */
  endpoint: string
  headers: Record<string, string>
  /** From 0 to 1: the share of traces that is recorded. */
  ratio: number
}

/** Undefined where no traces are asked for. */
export function readTracing(read: Reader): TracingConfig | undefined {
  const endpoint = read.url('OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:'])
  const headers = readHeaders(read)
  const ratio = readRatio(read)
  return endpoint === undefined ? undefined : { endpoint, headers, ratio }
}

/** `name=value`, comma-separated, percent-encoded: the syntax of W3C Baggage. */
function readHeaders(read: Reader): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const entry of read.list('OTEL_EXPORTER_OTLP_HEADERS') ?? []) {
    const match = /^([\w!#$%&'*+.^`|~-]+)\s*=\s*([\x21-\x7e ]*)$/.exec(entry)
    const value = match ? decode(match[2]!) : undefined
    if (!match || value === undefined)
      read.problem('OTEL_EXPORTER_OTLP_HEADERS', 'must be like authorization=Bearer%20token, comma-separated')
    else headers[match[1]!] = value
  }
  return headers
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function readRatio(read: Reader): number {
  const text = read.text('OTEL_TRACES_SAMPLER_ARG') ?? '1'
  const ratio = /^[01](\.\d+)?$|^0?\.\d+$/.test(text) ? Number(text) : Number.NaN
  if (ratio >= 0 && ratio <= 1) return ratio
  read.problem('OTEL_TRACES_SAMPLER_ARG', 'must be a number from 0 to 1: the share of traces to record')
  return 1
}

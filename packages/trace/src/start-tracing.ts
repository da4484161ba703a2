import { record } from './in-span.ts'

export interface TracingOptions {
  /** Where spans are sent: the URL of an OpenTelemetry collector, to which OTLP adds `/v1/traces`. */
  endpoint: string
  /** For the collector, such as its token. */
  headers: Readonly<Record<string, string>>
  /** From 0 to 1: the share of traces that is recorded. The same in every process, by the trace's id. */
  ratio: number
}

export interface Tracing {
  /** Sends what is left, for a few seconds at most. */
  stop(): Promise<void>
}

/**
 * Records spans from now on and sends them over OTLP/HTTP. OpenTelemetry is loaded here, so whoever asks for no traces pays nothing.
 *
 * @param onProblem is told why spans could not be sent, at most once a minute; the work itself never fails for it
 */
export async function startTracing(
  options: TracingOptions | undefined,
  { service, onProblem }: { service: string; onProblem: (message: string) => void },
): Promise<Tracing> {
  if (!options) return { stop: () => Promise.resolve() }
  const { openTelemetry } = await import('./open-telemetry.ts')
  const { recorder, stop } = openTelemetry(options, { service, onProblem })
  record(recorder)
  return {
    stop() {
      record(undefined)
      return stop()
    },
  }
}

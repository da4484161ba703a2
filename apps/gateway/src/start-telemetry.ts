import type { Config } from '@patchbay/config'
import { createLogger, type Logger } from '@patchbay/log'
import { findTraceId, startTracing, type Tracing } from '@patchbay/trace'

/** What a process tells of itself: lines, and spans where a collector is configured. Then each line names its trace. */
export async function startTelemetry({ log: settings, tracing }: Config, service: string): Promise<{ log: Logger; tracing: Tracing }> {
  const describe = tracing && (() => ({ traceId: findTraceId() }))
  const log = createLogger({ ...settings, describe })
  const onProblem = (reason: string) => log.warn({ reason }, 'traces could not be sent')
  return { log, tracing: await startTracing(tracing, { service, onProblem }) }
}

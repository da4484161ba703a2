import { context, diag, DiagLogLevel, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { parseTraceParent } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace'
import { hostname } from 'node:os'
import type { OpenSpan, Recorder, SpanStart } from './in-span.ts'
import type { TracingOptions } from './start-tracing.ts'

interface Process {
  service: string
  onProblem: (message: string) => void
}

/** Milliseconds for one batch, and for what is left at the end. */
const timeout = 5_000

/** The one place that knows OpenTelemetry. It is registered for the whole process, so spans that plugins open themselves belong to ours. */
export function openTelemetry({ endpoint, headers, ratio }: TracingOptions, { service, onProblem }: Process) {
  diag.setLogger(toDiagnosis(onProblem), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true })
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: timeout })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.namespace': 'patchbay',
      'service.name': service,
      'service.instance.id': `${hostname()}-${process.pid}`,
    }),
    sampler: new TraceIdRatioBasedSampler(ratio),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000, exportTimeoutMillis: timeout })],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(provider)
  return {
    recorder: createRecorder(provider),
    async stop() {
      await provider.shutdown().catch((error: Error) => onProblem(error.message))
      trace.disable()
      context.disable()
      diag.disable()
    },
  }
}

function createRecorder(provider: TracerProvider): Recorder {
  const tracer = provider.getTracer('patchbay')
  return {
    run(name, { kind, attributes = {}, parent }, work) {
      const options = { attributes, kind: kind ? { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER }[kind] : SpanKind.INTERNAL }
      return tracer.startActiveSpan(name, options, toContext(parent), async (span) => {
        const open = toOpenSpan(span)
        try {
          return await work(open)
        } catch (error) {
          open.fail(toType(error))
          throw error
        } finally {
          span.end()
        }
      })
    },
    toTraceparent() {
      const active = trace.getActiveSpan()?.spanContext()
      return active && active.traceFlags === 1 ? `00-${active.traceId}-${active.spanId}-01` : undefined
    },
  }
}

function toContext(parent: SpanStart['parent']): Context {
  if (parent === undefined) return context.active()
  const remote = parseTraceParent(parent)
  return remote ? trace.setSpanContext(ROOT_CONTEXT, { ...remote, isRemote: true }) : context.active()
}

function toOpenSpan(span: Span): OpenSpan {
  return {
    rename: (name) => void span.updateName(name),
    set: (attributes) => void span.setAttributes(attributes),
    fail: (type) => void span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', type),
  }
}

/** The stable code of an `AppError`, or the class of what was thrown. */
function toType(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown }
  return [code, name].find((text) => typeof text === 'string') ?? 'Error'
}

function toDiagnosis(onProblem: Process['onProblem']) {
  let toldAt = -Infinity
  const tell = (text: string) => {
    if (performance.now() - toldAt < 60_000) return
    toldAt = performance.now()
    onProblem(toMessage(text).slice(0, 500))
  }
  const ignore = () => undefined
  return { error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore }
}

/** OpenTelemetry tells of errors as JSON text. */
function toMessage(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text
  } catch {
    return text
  }
}

export { findTraceId, inSpan, isTracing, toTraceparent, type OpenSpan, type SpanStart } from './in-span.ts'
export { startTracing, type Tracing, type TracingOptions } from './start-tracing.ts'

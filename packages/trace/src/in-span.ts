/** What is told of a piece of work: names and numbers, never what people sent. */
export type Attributes = Record<string, string | number | boolean | undefined>

export interface SpanStart {
  /** Who asks for the work: a caller over HTTP, or a queue. Left out for a step within other work. */
  kind?: 'server' | 'consumer'
  attributes?: Attributes
  /** The span this one belongs to, where that is in another process: a `traceparent` of W3C Trace Context. Ignored when malformed. */
  parent?: string | undefined
}

/** A span while its work runs. */
export interface OpenSpan {
  rename(name: string): void
  set(attributes: Attributes): void
  /** Marks the work as failed. `type` is the code or the class of the error, not its message: that may hold what people sent. */
  fail(type: string): void
}

/** What `startTracing` puts behind the functions below. */
export interface Recorder {
  run<Result>(name: string, start: SpanStart, work: (span: OpenSpan) => Promise<Result>): Promise<Result>
  toTraceparent(): string | undefined
}

let recorder: Recorder | undefined

export function record(next: Recorder | undefined): void {
  recorder = next
}

export function isTracing(): boolean {
  return recorder !== undefined
}

/** Runs `work` as a span within the one that is open. Without tracing it only runs it. */
export async function inSpan<Result>(name: string, start: SpanStart, work: (span?: OpenSpan) => Promise<Result>): Promise<Result> {
  return recorder ? recorder.run(name, start, work) : work()
}

/** The open span, for another process: `00-<trace id>-<span id>-01`, W3C Trace Context §3.2. Undefined when nothing is recorded. */
export function toTraceparent(): string | undefined {
  return recorder?.toTraceparent()
}

/** Of the open span, 32 hexadecimal digits: joins log lines with the trace. */
export function findTraceId(): string | undefined {
  return toTraceparent()?.slice(3, 35)
}

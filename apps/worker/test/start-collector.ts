import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

interface Span {
  traceId: string
  spanId: string
  parentSpanId: string
  name: string
}

interface Export {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] }
    scopeSpans: { spans: Span[] }[]
  }[]
}

/** Takes spans as an OpenTelemetry collector does: OTLP over HTTP, in JSON. */
export interface Collector extends AsyncDisposable {
  url: string
  /** The spans of a trace, once one of them is that of a job and there are so many. */
  findJob(traceId: string, count?: number): { service: string; span: Span }[] | undefined
  /** Everything that was sent. */
  received(): string
  /** The distinct `Authorization` headers with which it came. */
  authorizations(): unknown[]
}

export async function startCollector(): Promise<Collector> {
  const bodies: string[] = []
  const authorizations = new Set<unknown>()
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.url === '/v1/traces') bodies.push(body)
      authorizations.add(request.headers.authorization)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    findJob(traceId, count = 3) {
      const spans = bodies.flatMap(toSpans).filter(({ span }) => span.traceId === traceId)
      return spans.some(({ span }) => span.name.endsWith(' job')) && spans.length >= count ? spans : undefined
    },
    received: () => bodies.join('\n'),
    authorizations: () => [...authorizations],
    async [Symbol.asyncDispose]() {
      server.close().closeAllConnections()
      await once(server, 'close')
    },
  }
}

function toSpans(body: string) {
  return (JSON.parse(body) as Export).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? ''
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ service, span })))
  })
}

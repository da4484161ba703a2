import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface ForeignPlugin extends AsyncDisposable {
  /** `localhost:5003` */
  address: string
  origin: string
  requests: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[]
  /** Changes what it serves. */
  change(manifest: object, paths?: object): void
  /** Answers a path by itself. */
  on(path: string, answer: (request: ForeignPlugin['requests'][number], response: ServerResponse) => void): void
}

/** A plugin on another port of this machine, as an author has it while they write it. */
export async function startForeignPlugin(): Promise<ForeignPlugin> {
  const requests: ForeignPlugin['requests'] = []
  const handlers = new Map<string, Parameters<ForeignPlugin['on']>[1]>()
  let manifest: object = {}
  let paths: object = {}
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const [path = ''] = request.url!.split('?')
      const seen = { method: request.method!, path: request.url!, headers: request.headers, body: Buffer.concat(chunks).toString() }
      requests.push(seen)
      const sendJson = (value: object) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
      if (handlers.has(path)) return handlers.get(path)!(seen, response)
      if (path === '/.well-known/ai-plugin.json') return void sendJson(manifest)
      if (path === '/openapi.json')
        return void sendJson({ openapi: '3.1.0', info: {}, servers: [{ url: plugin.origin }], paths, components: { schemas: {} } })
      if (path === '/todos') return void sendJson({ todos: ['milk'], sent: request.headers.authorization ?? null })
      response.writeHead(404).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const plugin: ForeignPlugin = {
    address: `localhost:${port}`,
    origin: `http://localhost:${port}`,
    requests,
    change(more, other = usualPaths) {
      manifest = { ...toManifest(plugin.origin), ...more }
      paths = other
    },
    on: (path, answer) => void handlers.set(path, answer),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  plugin.change({})
  return plugin
}

const body = {
  content: { 'application/json': { schema: { type: 'object', properties: { todo: { type: 'string' } }, required: ['todo'] } } },
}

export const usualPaths = {
  '/todos': {
    get: { operationId: 'getTodos', description: 'Get the list.' },
    post: { operationId: 'addTodo', description: 'Add a todo.', 'x-openai-isConsequential': false, requestBody: body },
  },
}

function toManifest(origin: string): object {
  return {
    schema_version: 'v1',
    name_for_human: 'Todo',
    name_for_model: 'todo',
    description_for_human: 'Keeps a list.',
    description_for_model: 'Plugin for keeping a list.',
    auth: { type: 'none' },
    api: { type: 'openapi', url: `${origin}/openapi.json` },
    logo_url: `${origin}/logo.png`,
    contact_email: 'hello@example.com',
    legal_info_url: `${origin}/legal`,
  }
}

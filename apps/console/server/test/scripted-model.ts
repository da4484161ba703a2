import { createServer, type ServerResponse } from 'node:http'

/** What the scripted model does next. */
export type Script =
  | { text: string }
  | { calls: { name: string; arguments: string }[]; text?: string }
  | { status: number; body?: string }
  /** Begins, then says nothing more. */
  | { silent: true }
  | { refusal: string }
  /** What it sends, to the letter. */
  | { raw: string; type?: string; status?: number; headers?: Record<string, string> }
  | { text: string; finish: 'length' }

export interface SeenRequest {
  messages: { role: string; content: string | null; tool_calls?: { function: { name: string; arguments: string } }[] }[]
  tools?: { function: { name: string; parameters: unknown } }[]
}

/** An OpenAI-compatible server that follows a script; the last step is repeated. */
export interface ScriptedModel extends AsyncDisposable {
  url: string
  requests: SeenRequest[]
  play(...script: Script[]): void
}

export async function startScriptedModel(): Promise<ScriptedModel> {
  let script: Script[] = []
  const requests: SeenRequest[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      requests.push(JSON.parse(Buffer.concat(chunks).toString()) as SeenRequest)
      const step = script.length > 1 ? script.shift()! : script[0]!
      answer(response, step)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    play(...steps) {
      script = steps
      requests.length = 0
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answer(response: ServerResponse, step: Script): void {
  if ('raw' in step) {
    const headers = { 'content-type': step.type ?? 'text/event-stream', ...step.headers }
    return void response.writeHead(step.status ?? 200, headers).end(step.raw)
  }
  if ('status' in step) return void response.writeHead(step.status, { 'content-type': 'application/json' }).end(step.body ?? '{"error":{}}')
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (choice: object, more: object = {}) =>
    response.write(`data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }], ...more })}\n\n`)
  if ('silent' in step) return void send({ delta: { content: 'Let me' } })
  if ('refusal' in step) send({ delta: { refusal: step.refusal } })
  // In pieces, as they come over a network.
  if ('text' in step && step.text !== undefined) for (const piece of step.text.match(/.{1,7}/gs) ?? []) send({ delta: { content: piece } })
  if ('calls' in step) sendCalls(step.calls, send)
  send({ delta: {}, finish_reason: 'finish' in step ? step.finish : 'calls' in step ? 'tool_calls' : 'stop' })
  response.write(`data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } })}\n\n`)
  response.end('data: [DONE]\n\n')
}

/** Several calls whose pieces are mixed. */
function sendCalls(calls: { name: string; arguments: string }[], send: (choice: object) => void): void {
  calls.forEach(({ name }, index) =>
    send({ delta: { tool_calls: [{ index, id: `model-${index}`, type: 'function', function: { name, arguments: '' } }] } }),
  )
  const most = Math.max(...calls.map(({ arguments: text }) => text.length))
  for (let from = 0; from < most; from += 9)
    calls.forEach(({ arguments: text }, index) => {
      const piece = text.slice(from, from + 9)
      if (piece) send({ delta: { tool_calls: [{ index, function: { arguments: piece } }] } })
    })
}

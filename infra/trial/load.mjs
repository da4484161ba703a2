// Sends GET and POST over kept-alive connections to the edge until the file `stop` appears; says as JSON what came back.
//   node infra/trial/load.mjs <port> <host> <key> <stop file>
import { existsSync } from 'node:fs'
import https from 'node:https'

const [port, host, key, stop] = process.argv.slice(2)
const agent = new https.Agent({ keepAlive: true, maxSockets: 16, rejectUnauthorized: false })
const counts = {}
let slowest = 0
let lastFailure = 0
const begin = performance.now()

async function call(number) {
  const isPost = number % 2 === 1
  const startedAt = performance.now()
  const result = await send(isPost ? 'POST' : 'GET', isPost ? JSON.stringify({ text: `note ${number}` }) : undefined)
  slowest = Math.max(slowest, performance.now() - startedAt)
  // 409: the person has as many notes as one may have. The plugin answered.
  if (!(result < 300 || result === 409)) lastFailure = performance.now() - begin
  const name = `${isPost ? 'POST' : 'GET'} ${result}`
  counts[name] = (counts[name] ?? 0) + 1
}

function send(method, body) {
  const headers = {
    host: `${host}:${port}`,
    authorization: `Bearer ${key}`,
    ...(body && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
  }
  return new Promise((resolve) => {
    const request = https.request(
      { agent, host: '127.0.0.1', port, servername: host, method, path: body ? '/notes' : '/notes?limit=1', headers },
      (response) => response.resume().on('end', () => resolve(response.statusCode)),
    )
    request.on('error', (error) => resolve(error.code))
    request.end(body)
  })
}

let number = 0
await Promise.all(
  Array.from({ length: 16 }, async () => {
    while (!existsSync(stop)) await call(number++)
  }),
)
const failed = Object.entries(counts).reduce((sum, [name, count]) => sum + (/ (2\d\d|409)$/.test(name) ? 0 : count), 0)
console.log(JSON.stringify({ requests: number, failed, slowest: Math.round(slowest), lastFailure: Math.round(lastFailure), counts }))

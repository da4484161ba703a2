// Sends GET and POST over kept-alive connections to the edge until the file `stop` appears; says as JSON what came back.
//   node infra/trial/load.mjs <port> <host> <key> <stop file>
import { existsSync } from 'node:fs'
import { ask } from './edge.mjs'

const [port, host, key, stop] = process.argv.slice(2)
const counts = {}
let slowest = 0
let lastFailure = 0
const begin = performance.now()

async function call(number) {
  const isPost = number % 2 === 1
  const startedAt = performance.now()
  const { status } = await ask(
    isPost
      ? { port, host, key, method: 'POST', path: '/notes', body: { text: `note ${number}` } }
      : { port, host, key, path: '/notes?limit=1' },
  )
  slowest = Math.max(slowest, performance.now() - startedAt)
  // 409: the person has as many notes as one may have. The plugin answered.
  if (!(status < 300 || status === 409)) lastFailure = performance.now() - begin
  const name = `${isPost ? 'POST' : 'GET'} ${status}`
  counts[name] = (counts[name] ?? 0) + 1
}

let number = 0
await Promise.all(
  Array.from({ length: 16 }, async () => {
    while (!existsSync(stop)) await call(number++)
  }),
)
const failed = Object.entries(counts).reduce((sum, [name, count]) => sum + (/ (2\d\d|409)$/.test(name) ? 0 : count), 0)
console.log(JSON.stringify({ requests: number, failed, slowest: Math.round(slowest), lastFailure: Math.round(lastFailure), counts }))

import autocannon from 'autocannon'
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { request as send } from 'node:http'
import { expected, type BenchRequest } from './work/flights.ts'

/** How an entrant is called. */
interface Address {
  port: number
  keys: readonly string[]
  hosts: readonly string[]
  request: BenchRequest
}

export interface Entrant {
  name: string
  child: ChildProcess
  address: Address
}

export interface Measure {
  /** Requests a second. */
  rate: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** Processor microseconds a request cost the server. */
  cpu: number
}

/** Starts an entrant in a process of its own, on the first processor where `taskset` is there. */
export async function startEntrant(name: string, file: string, environment: Record<string, string> = {}): Promise<Entrant> {
  const child = fork(join(import.meta.dirname, 'servers', file), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...environment },
  })
  const address = await new Promise<Address>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { ready: Address }).ready))
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it was ready`)))
  })
  const answer = await askOnce(address)
  if (!answer.includes(expected)) throw new Error(`${name} gave another answer: ${answer.slice(0, 300)}`)
  return { name, child, address }
}

/** One whole answer: nobody is fast by doing something else. */
function askOnce({ port, keys, hosts, request }: Address): Promise<string> {
  const headers = { ...request.headers, authorization: `Bearer ${keys[0]}`, host: `${hosts[0]}:${port}` }
  return new Promise((resolve, reject) => {
    const sent = send({ host: '127.0.0.1', port, path: request.path, method: request.method, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      answer.once('end', () => resolve(text))
    })
    sent.once('error', reject)
    sent.end(request.body)
  })
}

/** Loads an entrant for some seconds; every answer must be a 200. */
export async function measure(entrant: Entrant, seconds: number): Promise<Measure> {
  const { port, keys, hosts, request } = entrant.address
  const before = await readCpu(entrant.child)
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: 50,
    duration: seconds,
    requests: keys.map((key, index) => ({
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${key}`, host: `${hosts[index % hosts.length]}:${port}` },
    })),
  })
  const after = await readCpu(entrant.child)
  const wrong = result.non2xx + result.errors + result.timeouts
  if (wrong > 0) throw new Error(`${entrant.name}: ${wrong} answers were not 200`)
  return { rate: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, cpu: (after - before) / result.requests.total }
}

function readCpu(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (message) => {
      const { cpu } = message as { cpu: NodeJS.CpuUsage }
      resolve(cpu.user + cpu.system)
    })
    child.send('cpu')
  })
}

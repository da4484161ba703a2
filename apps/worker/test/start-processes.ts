import { createAccounts, createKeys } from '@patchbay/auth'
import { openDatabase, type PlatformDatabase } from '@patchbay/database'
import { startPostgres, type TestPostgres } from '@patchbay/database/testing'
import { askHost, findPort } from '@patchbay/gateway/testing'
import { createConfirmations } from '@patchbay/queue'
import { startRedis, type TestRedis } from '@patchbay/rate-limit/testing'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { vi } from 'vitest'

export type Reply = Awaited<ReturnType<typeof askHost>>

/** A gateway and a worker, each a process of its own, over services of their own. */
export interface Processes extends AsyncDisposable {
  redis: TestRedis
  postgres: TestPostgres
  database: PlatformDatabase
  /** Of the gateway that is asked. */
  port: number
  /** Ada's. */
  key: string
  gateway: ChildProcess
  /** Another gateway, with settings of its own. */
  startGateway(more: Record<string, string>): Promise<ChildProcess>
  worker: WorkerProcess
  startWorker(): Promise<WorkerProcess>
  /** Asks a plugin as Ada. */
  ask(
    plugin: string,
    path: string,
    more?: { body?: object; method?: string; headers?: Record<string, string>; key?: string },
  ): Promise<Reply>
  /** Says yes as Ada. */
  approve(confirmationId: string): Promise<void>
  /** Calls an action with `confirm`, and once more when Ada has agreed. */
  agree(plugin: string, path: string, body: object): Promise<{ asked: Reply; accepted: Reply }>
  /** The job when it is over. */
  end(plugin: string, accepted: Reply): Promise<Reply['json']>
}

export interface WorkerProcess {
  child: ChildProcess
  metricsPort: number
  /** What it has logged. */
  lines: () => Record<string, unknown>[]
  /** Its exit code after SIGTERM. */
  stop: () => Promise<number | null>
}

export async function startProcesses(settings: Readonly<Record<string, string>>): Promise<Processes> {
  const redis = (await startRedis({ args: ['--appendonly', 'yes'] }))!
  const postgres = (await startPostgres())!
  const databaseUrl = await postgres.createDatabase()
  const database = await openDatabase({ url: databaseUrl, folder: '' })
  const port = await findPort()
  const environment = {
    ...process.env,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    PATCHBAY_SECRET: 'k3J9-vT2p-Lw8s-Qz5x-Hn7d-Bf4m-Rc6y',
    PATCHBAY_URL: 'https://example.test',
    ADDRESS: '127.0.0.1',
    LOG_LEVEL: 'info',
    // The tests ask again and again.
    LIMIT_CLIENT: '1000000/60',
    ...settings,
  }
  const started: ChildProcess[] = []
  const start = async (app: string, isReady: string, more: Record<string, string> = {}) => {
    const script = join(import.meta.dirname, `../../${app}/src/main.ts`)
    const child = spawn(process.execPath, [script], { env: { ...environment, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
    started.push(child)
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
    await vi.waitUntil(() => said.includes(isReady) || child.exitCode !== null, { timeout: 60_000, interval: 20 })
    if (child.exitCode !== null) throw new Error(`${app} ended: ${said}`)
    return { child, said: () => said }
  }
  const startWorker = async (): Promise<WorkerProcess> => {
    const metricsPort = await findPort()
    const { child, said } = await start('worker', 'worker runs', { METRICS_PORT: String(metricsPort) })
    const lines = () =>
      said()
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Record<string, unknown>)
    const stop = async () => {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      return (await gone)[0] as number | null
    }
    return { child, metricsPort, lines, stop }
  }
  const startGateway = async (more: Record<string, string>) => (await start('gateway', 'gateway serves', more)).child
  const gateway = await startGateway({})
  const worker = await startWorker()
  const { id } = await createAccounts(database).ensure('ada@example.com')
  const key = (await createKeys(database).create({ name: 'ada', email: 'ada@example.com' })).text
  const confirmations = createConfirmations({ database, issuer: 'https://auth.example.test' })
  const approve = async (confirmationId: string) => void (await confirmations.approve(confirmationId, id))
  const ask: Processes['ask'] = (plugin, path, more = {}) => askHost({ port, host: `${plugin}.example.test`, path, key, ...more })
  return {
    redis,
    postgres,
    database,
    port,
    key,
    gateway,
    startGateway,
    worker,
    startWorker,
    ask,
    approve,
    async agree(plugin, path, body) {
      const asked = await ask(plugin, path, { body })
      const confirmationId = asked.json.confirmation.id as string
      await approve(confirmationId)
      return { asked, accepted: await ask(plugin, path, { body: { ...body, confirmationId } }) }
    },
    end: (plugin, { headers }) =>
      vi.waitUntil(
        async () => {
          const { json } = await ask(plugin, headers.location!)
          return ['succeeded', 'failed', 'cancelled'].includes(json.status) ? (json as Reply['json']) : undefined
        },
        { timeout: 45_000, interval: 50 },
      ),
    async [Symbol.asyncDispose]() {
      for (const child of started) child.kill('SIGKILL')
      await database.close()
      await Promise.all([redis.stop(), postgres.stop()])
    },
  }
}

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, statSync } from 'node:fs'
import { createServer, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const main = join(import.meta.dirname, '../src/main.ts')
const cli = join(import.meta.dirname, '../../cli/src/main.ts')
const folder = mkdtempSync(join(tmpdir(), 'patchbay-standalone-'))

let port: number
let metricsPort: number
let child: ChildProcess
let printed = ''

const environment = (more: Record<string, string> = {}) => ({
  ...process.env,
  PORT: String(port),
  PATCHBAY_DATA: folder,
  PLUGINS: 'hello',
  LOG_LEVEL: 'silent',
  ...more,
})

beforeAll(async () => {
  ;[port, metricsPort] = [await findPort(), await findPort()]
  const env = environment({ METRICS_PORT: String(metricsPort) })
  child = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'pipe'], env })
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', (chunk) => {
      printed += String(chunk)
      if (/^ready /m.test(printed)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
})

afterAll(() => void child.kill('SIGKILL'))

/** Starts another process that is expected to end by itself. */
const run = (file: string, words: string[], more: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...words], {
    env: environment(more),
    encoding: 'utf8',
    timeout: 15_000,
    cwd: folder,
  })
  return { status, output: stdout + stderr }
}

describe('patchbay in one process', () => {
  it('lists its plugins and says when it serves, whatever the log level', async () => {
    expect(printed).toContain(`  hello  http://hello.localhost:${port}  Greets people in a few languages.`)
    expect(printed.trimEnd().endsWith(`ready http://localhost:${port}`)).toBe(true)
    const response = await fetch(`http://127.0.0.1:${port}/livez`)
    expect(response.status).toBe(200)
  })

  it('shows the metrics of requests and of jobs on a port of their own', async () => {
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
    for (const name of ['patchbay_requests_total', 'patchbay_jobs', 'patchbay_jobs_oldest_seconds', 'patchbay_job_duration_seconds'])
      expect(text).toContain(`# TYPE ${name} `)
  })

  it('makes, lists and revokes keys by command while it runs', () => {
    const made = run(cli, ['keys', 'create', '--user', 'ada@example.com', '--plugin', 'hello', '--expires', '30d'])
    expect(made).toMatchObject({
      status: 0,
      output: expect.stringMatching(/of ada@example\.com, for hello\..*\n\npb_user_[0-9a-f]{12}_[0-9a-f]{64}\n$/s),
    })
    const id = /pb_user_([0-9a-f]{12})/.exec(made.output)![1]!
    expect(run(cli, ['keys', 'list']).output).toMatch(new RegExp(`^${id} +active +of ada@example\\.com +hello`, 'm'))
    expect(run(cli, ['keys', 'revoke', id])).toMatchObject({ status: 0 })
    expect(run(cli, ['keys', 'list']).output).toMatch(new RegExp(`^${id} +revoked`, 'm'))
  })

  it('says how commands are called when they are wrong', () => {
    for (const words of [
      ['keys'],
      ['keys', 'create'],
      ['keys', 'create', '--user', 'nobody'],
      ['keys', 'revoke', 'none'],
      ['keys', 'create', '--colour', 'red'],
      ['frobnicate'],
    ]) {
      const { status, output } = run(cli, words)
      expect(status, words.join(' ')).toBe(1)
      expect(output, words.join(' ')).not.toMatch(/\bat .*\.ts:\d+/)
      expect(output.length).toBeGreaterThan(10)
    }
  })

  it('keeps its database and its command socket to its owner', () => {
    expect(statSync(join(folder, 'control.sock')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
  })

  it('outlives garbage on its command socket', async () => {
    const socket = connect(join(folder, 'control.sock'))
    socket.on('error', () => undefined)
    socket.write('{"not": "a list of words"\n')
    await once(socket.resume(), 'close')
    expect(run(cli, ['keys', 'list']).status).toBe(0)
  })

  it('refuses to share its data folder or its port', async () => {
    const sameFolder = run(main, [], { PORT: String(await findPort()) })
    expect(sameFolder).toMatchObject({ status: 1, output: expect.stringContaining(`another Patchbay process (pid ${child.pid})`) })
    const samePort = run(main, [], { PATCHBAY_DATA: mkdtempSync(join(tmpdir(), 'patchbay-other-')) })
    expect(samePort).toMatchObject({ status: 1, output: expect.stringContaining(`PORT ${port} is taken`) })
  })

  it('does not start with settings that are wrong, and names them without their values', () => {
    const { status, output } = run(main, [], { PORT: 'eighty', DATABASE_URL: 'postgres://patchbay:hidden-password@db/x' })
    expect(status).toBe(1)
    expect(output).toMatch(/^PORT must be a whole number/m)
    expect(output).toMatch(/^REDIS_URL is missing/m)
    expect(output).not.toMatch(/eighty|hidden-password|\.ts:\d+/)
  })

  it('ends on SIGTERM with 0, also while somebody holds its command socket, and starts again with its keys', async () => {
    const idle = connect(join(folder, 'control.sock'))
    await once(idle, 'connect')
    idle.on('error', () => undefined)
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await exit).toEqual([0, null])
    expect(run(cli, ['keys', 'list'])).toMatchObject({ status: 0, output: expect.stringContaining('ada@example.com') })
  })
})

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const found = (probe.address() as { port: number }).port
      probe.close(() => resolve(found))
    })
  })
}

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestRedis extends AsyncDisposable {
  url: string
  /** Changes with `restart`. */
  readonly pid: number
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
  /** Starts it anew on the same port, with what it had written to disk. */
  restart(): Promise<void>
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

export interface StartRedisOptions {
  /** More words for the command line, such as `['--appendonly', 'yes']`. */
  args?: readonly string[]
}

/**
 * Whether `redis-server` is installed, so that a suite can skip itself with a plain sentence.
 *
 * @throws Error in CI, where a skipped test is a failure
 */
export function hasRedis(): boolean {
  const isThere = spawnSync('redis-server', ['--version']).status === 0
  if (!isThere && process.env.CI === 'true') throw new Error('redis-server is missing. Install it (Debian: apt-get install redis-server).')
  return isThere
}

/** Starts the machine's `redis-server` on a free loopback port with a folder of its own; undefined where it is not installed. */
export async function startRedis({ args = [] }: StartRedisOptions = {}): Promise<TestRedis | undefined> {
  if (!hasRedis()) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-redis-'))
  const port = await findPort()
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--maxmemory-policy', 'noeviction', ...args]
  let child = await launch(words, port)
  const kill = () => end(child)
  const stop = async () => {
    await kill()
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    get pid() {
      return child.pid!
    },
    kill,
    async restart() {
      await kill()
      child = await launch(words, port)
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

async function launch(words: string[], port: number): Promise<ChildProcess> {
  const child = spawn('redis-server', words, { stdio: 'ignore' })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => {
      process.off('exit', kill)
      reject(new Error(`redis-server ended with ${code}`))
    })
  })
  ended.catch(() => undefined)
  await Promise.race([untilOpen(port, child), ended])
  return child
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    // A stopped process takes SIGKILL too.
    child.kill('SIGKILL')
  })
}

function untilOpen(port: number, child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const attempt = () => {
      if (child.exitCode !== null) return
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => resolve(void socket.destroy()))
      socket.once('error', () => setTimeout(attempt, 20))
    }
    attempt()
  })
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

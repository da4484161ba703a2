import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A PostgreSQL server of its own, in a temporary folder, on a free port of 127.0.0.1. */
export interface TestPostgres extends AsyncDisposable {
  /** Makes an empty database and returns its `postgres://` address. */
  createDatabase: () => Promise<string>
  /** Ends it at once with all its connections, as a crash would. */
  crash: () => Promise<void>
  /** Starts it again after a crash, with the same data on the same port. */
  restart: () => Promise<void>
  stop: () => Promise<void>
}

const installations = '/usr/lib/postgresql'

/**
 * Whether this machine has PostgreSQL (`apt-get install postgresql`), for `describe.skipIf(!hasPostgres())`.
 *
 * @throws Error when it has none and `CI=true`, where nothing may be left out.
 */
export function hasPostgres(): boolean {
  if (findBinaries() !== undefined) return true
  if (process.env['CI'] === 'true')
    throw new Error('PostgreSQL is missing. Install it (Debian: postgresql), or unset CI to leave its tests out.')
  return false
}

/**
 * Starts a server; undefined when PostgreSQL is not installed. It throws away what it holds when it stops.
 *
 * @param more settings, such as `{ fsync: 'on' }`: it does not wait for the disk unless told to
 */
export async function startPostgres(more: Readonly<Record<string, string>> = {}): Promise<TestPostgres | undefined> {
  const binaries = hasPostgres() ? findBinaries() : undefined
  if (binaries === undefined) return undefined
  const account = findAccount()
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-postgres-'))
  if (account) chownSync(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  const settings = { ...account, cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } }
  execFileSync(join(binaries, 'initdb'), ['-D', data, '-U', 'patchbay', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...settings,
    stdio: 'pipe',
  })
  const port = await findFreePort()
  const launch = async () => {
    const server = spawn(join(binaries, 'postgres'), toArguments(data, port, more), { ...settings, stdio: ['ignore', 'ignore', 'pipe'] })
    await untilReady(server)
    return server
  }
  return toTestPostgres(await launch(), { folder, port, launch })
}

function findBinaries(): string | undefined {
  if (!existsSync(installations)) return undefined
  const versions = readdirSync(installations).toSorted((a, b) => Number(b) - Number(a))
  return versions.map((version) => join(installations, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')))
}

/** PostgreSQL refuses to run as root; then it runs as the account that its package made. */
function findAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })))
  return { uid: uid!, gid: gid! }
}

function toArguments(data: string, port: number, more: Readonly<Record<string, string>>): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    shared_buffers: '16MB',
    max_connections: 60,
    ...more,
  }
  return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

async function untilReady(server: ChildProcess): Promise<void> {
  let output = ''
  const ready = Promise.withResolvers<void>()
  server.stderr!.setEncoding('utf8').on('data', (text: string) => {
    output = `${output}${text}`.slice(-4_000)
    if (output.includes('ready to accept connections')) ready.resolve()
  })
  server.once('exit', () => ready.reject(new Error(`PostgreSQL did not start:\n${output}`)))
  await ready.promise
}

interface Launched {
  folder: string
  port: number
  launch: () => Promise<ChildProcess>
}

function toTestPostgres(first: ChildProcess, { folder, port, launch }: Launched): TestPostgres {
  let server = first
  const kill = () => server.kill('SIGKILL')
  process.once('exit', kill)
  let databases = 0
  const toUrl = (name: string) => `postgres://patchbay@127.0.0.1:${port}/${name}`
  const crash = async () => {
    if (server.exitCode === null && server.kill('SIGQUIT')) await once(server, 'exit')
  }
  const restart = async () => {
    server = await launch()
  }
  const stop = async () => {
    process.off('exit', kill)
    await crash()
    await rm(folder, { recursive: true, force: true })
  }
  const createDatabase = async () => {
    const name = `test_${(databases += 1)}`
    const client = new pg.Client({ connectionString: toUrl('postgres') })
    await client.connect()
    try {
      await client.query(`create database ${name}`)
    } finally {
      await client.end()
    }
    return toUrl(name)
  }
  return { createDatabase, crash, restart, stop, [Symbol.asyncDispose]: stop }
}

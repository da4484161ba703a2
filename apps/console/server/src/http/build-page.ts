import type { Logger } from '@patchbay/log'
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

const sqliteBusy = 5

/**
 * Builds the console's page where its source is there and newer than what was built: so `npm start` needs no step before it. Of several
 * processes that start at once, one builds and the others wait for it.
 */
export async function buildPage(folder: string, log: Logger): Promise<void> {
  if (!existsSync(join(folder, 'package.json')) || !existsSync(join(folder, 'index.html'))) return
  if (await isBuilt(folder)) return
  try {
    using lock = new DatabaseSync(join(folder, 'dist.lock'))
    while (!take(lock)) await setTimeout(100)
    if (await isBuilt(folder)) return
    await build(folder)
    log.info({ folder }, 'console page built')
  } catch (err) {
    log.error({ err }, 'console page not built')
  }
}

/** A lock of the operating system, held by SQLite: it ends with the process, however that ends. */
function take(lock: DatabaseSync): boolean {
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive')
    return true
  } catch (error) {
    if ((error as { errcode?: number }).errcode !== sqliteBusy) throw error
    return false
  }
}

async function build(folder: string): Promise<void> {
  const vite = join(dirname(createRequire(join(folder, 'package.json')).resolve('vite/package.json')), 'bin/vite.js')
  await run(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: folder,
    timeout: 120_000,
    env: { ...process.env, NODE_ENV: 'production' },
  })
}

async function isBuilt(folder: string): Promise<boolean> {
  const built = await stat(join(folder, 'dist/index.html')).catch(() => undefined)
  return built !== undefined && (await findNewest(folder)) <= built.mtimeMs
}

async function findNewest(folder: string): Promise<number> {
  const paths = ['index.html', 'package.json', 'vite.config.ts'].map((name) => join(folder, name))
  for (const name of ['src', 'public']) {
    const entries = await readdir(join(folder, name), { withFileTypes: true, recursive: true }).catch(() => [])
    for (const entry of entries) if (entry.isFile()) paths.push(join(entry.parentPath, entry.name))
  }
  const times = await Promise.all(paths.map(async (path) => (await stat(path).catch(() => undefined))?.mtimeMs ?? 0))
  return Math.max(...times)
}

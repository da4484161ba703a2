import type { Logger } from '@patchbay/log'
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Builds the console's page where its source is there and newer than what was built: so `npm start` needs no step before it. */
export async function buildPage(folder: string, log: Logger): Promise<void> {
  if (!existsSync(join(folder, 'package.json')) || !existsSync(join(folder, 'index.html'))) return
  const built = await stat(join(folder, 'dist/index.html')).catch(() => undefined)
  if (built && (await findNewest(folder)) <= built.mtimeMs) return
  try {
    const vite = join(dirname(createRequire(join(folder, 'package.json')).resolve('vite/package.json')), 'bin/vite.js')
    await run(process.execPath, [vite, 'build', '--logLevel', 'error'], {
      cwd: folder,
      timeout: 120_000,
      env: { ...process.env, NODE_ENV: 'production' },
    })
    log.info({ folder }, 'console page built')
  } catch (err) {
    log.error({ err }, 'console page not built')
  }
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

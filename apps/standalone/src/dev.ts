import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { watchFolders } from './watch-folders.ts'

/** Runs the standalone process and starts it anew when a source file changes or a plugin comes. */
const root = join(import.meta.dirname, '../../..')
const main = join(import.meta.dirname, 'main.ts')

let child = start()
let pending: NodeJS.Timeout | undefined

watchFolders([join(root, 'apps'), join(root, 'packages')], (file) => {
  if (file.endsWith('.test.ts')) return
  clearTimeout(pending)
  pending = setTimeout(() => void restart(), 150)
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(child).then(() => process.exit(0)))

function start(): ChildProcess {
  return spawn(process.execPath, [main], { stdio: 'inherit', cwd: root })
}

async function restart(): Promise<void> {
  const old = child
  await stop(old)
  if (child === old) child = start()
}

function stop(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    running.once('exit', () => resolve())
    running.kill('SIGTERM')
  })
}

import { spawn, type ChildProcess } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'

/** Runs the standalone process and starts it anew when a source file changes or a plugin comes. */
const root = join(import.meta.dirname, '../../..')
const main = join(import.meta.dirname, 'main.ts')

let child = start()
let pending: NodeJS.Timeout | undefined

for (const folder of ['apps', 'packages']) {
  watch(join(root, folder), { recursive: true }, (_event, file) => {
    if (!file || /node_modules|\.patchbay|\.test\.ts$|~$/.test(file)) return
    clearTimeout(pending)
    pending = setTimeout(() => void restart(), 150)
  })
}

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

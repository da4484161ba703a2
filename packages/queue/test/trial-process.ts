import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const script = join(import.meta.dirname, '../src/__fixtures__/trial-worker.ts')

/** A worker process of a trial, and what it has said. */
export class TrialProcess {
  /** Attempts begun and not ended: what a kill tears off. */
  readonly running = new Set<string>()
  starts = 0
  counts: unknown
  readonly ready: Promise<void>
  readonly #child: ChildProcess

  constructor(trial: object) {
    this.#child = spawn(process.execPath, [script, JSON.stringify(trial)], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ready = Promise.withResolvers<void>()
    this.ready = ready.promise
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      const mark = line.indexOf(' ')
      const [word, rest] = mark === -1 ? [line, ''] : [line.slice(0, mark), line.slice(mark + 1)]
      if (word === 'ready') ready.resolve()
      if (word === 'start') this.#begin(rest)
      if (word === 'end') this.running.delete(rest)
      if (word === 'counts') this.counts = JSON.parse(rest)
    })
  }

  /** Ends it at once. How many running attempts that tore off, as far as it had said. */
  async kill(): Promise<number> {
    this.#child.kill('SIGKILL')
    await once(this.#child, 'close')
    return this.running.size
  }

  #begin(id: string): void {
    this.starts++
    this.running.add(id)
  }
}

import type { PlatformTables } from '@patchbay/database'
import { sql, type Kysely } from 'kysely'
import type { Hints } from '../hints/hints.ts'

/** Milliseconds between two writes of one worker's progress: a job may tell more often, the last counts. */
const writeEvery = 250

interface Told {
  attempt: number
  fraction: number
  message: string | undefined
}

/** Writes how far the jobs of a worker are, those of all jobs in one statement. */
export class ProgressWriter {
  readonly #database: Kysely<PlatformTables>
  readonly #hints: Hints
  #told = new Map<string, Told>()
  #isDue = false

  constructor(database: Kysely<PlatformTables>, hints: Hints) {
    this.#database = database
    this.#hints = hints
  }

  tell(id: string, told: Told): void {
    const fraction = Number.isFinite(told.fraction) ? Math.min(1, Math.max(0, told.fraction)) : 0
    this.#told.set(id, { ...told, fraction, message: told.message?.slice(0, 500) })
    if (this.#isDue) return
    this.#isDue = true
    setTimeout(() => void this.#write(), writeEvery)
  }

  /** What is told of a job that is over is no longer written. */
  forget(id: string): void {
    this.#told.delete(id)
  }

  async #write(): Promise<void> {
    this.#isDue = false
    const told = this.#told
    this.#told = new Map()
    if (told.size === 0) return
    const values = JSON.stringify([...told].map(([id, each]) => ({ id, ...each })))
    // What is lost here is told again, or does not matter any more.
    const { rows } = await sql<{ id: string }>`update patchbay.jobs j set
        version = j.version + 1, progress_fraction = p.fraction, progress_message = p.message
      from jsonb_to_recordset(${values}::jsonb) as p (id uuid, attempt int, fraction float8, message text)
      where j.id = p.id and j.attempt = p.attempt and j.status = 'running' returning j.id`
      .execute(this.#database)
      .catch(() => ({ rows: [] }))
    for (const { id } of rows) this.#hints.tell('changed', id)
  }
}

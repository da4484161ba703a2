import { existsSync } from 'node:fs'
import { chmod, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { lockFolder } from './lock-folder.ts'
import { PGlitePool } from './pglite-pool.ts'

/** The settings of an embedded PostgreSQL. The default of `shared_buffers` costs 130 MB more. */
export const embeddedSettings = ['shared_buffers = 16MB']

export interface EmbeddedPool {
  pool: PGlitePool
  close: () => Promise<void>
}

/**
 * Opens the embedded database in a folder, and makes it when there is none. It survives the death of the process at any moment, but
 * not a power cut: PGlite does not wait for the disk.
 *
 * @throws Error when another process has the folder, or when what is in it can't be opened.
 */
export async function openEmbeddedPool(folder: string): Promise<EmbeddedPool> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = lockFolder(folder)
  try {
    const pool = new PGlitePool(await openData(folder))
    const close = async () => pool.end().finally(lock.release)
    return { pool, close }
  } catch (error) {
    lock.release()
    throw new Error(
      `The embedded database in ${folder} can't be opened. Restore it from a backup, or move the folder away to start anew.`,
      {
        cause: error,
      },
    )
  }
}

async function openData(folder: string): Promise<PGlite> {
  const data = join(folder, 'data')
  if (!existsSync(data)) await makeData(folder, data)
  // PGlite leaves its files open to everybody; the folder around them may have been there before, so it can't be relied on.
  await chmod(data, 0o700)
  return PGlite.create({ dataDir: data, postgresqlconf: embeddedSettings })
}

/** The folder gets its name when it is complete, so that a process killed in between leaves nothing that looks like a database. */
async function makeData(folder: string, data: string): Promise<void> {
  const unfinished = join(folder, 'data.unfinished')
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  const database = await PGlite.create({ dataDir: unfinished, postgresqlconf: embeddedSettings })
  await database.close()
  await rename(unfinished, data)
}

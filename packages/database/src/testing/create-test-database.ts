import { readFileSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Pool } from 'pg'
import { embeddedSettings } from '../embedded/open-embedded-pool.ts'
import { PGlitePool } from '../embedded/pglite-pool.ts'
import { createPlatformDatabase, type PlatformDatabase } from '../platform-database.ts'

/** An embedded database in memory with the platform's tables, for one test file. `await using`, or call `close()`. */
export async function createTestDatabase(): Promise<PlatformDatabase> {
  const pool = new PGlitePool(await createTestPGlite())
  return createPlatformDatabase(pool as unknown as Pool, { embedded: true, migrates: true, close: () => pool.end() })
}

/** An empty embedded database, in memory or in a folder: from a copy kept in the temporary folder, as making one takes seconds. */
export async function createTestPGlite(dataDir = 'memory://'): Promise<PGlite> {
  const template = await readTemplate()
  if (template) return PGlite.create({ dataDir, loadDataDir: template, postgresqlconf: embeddedSettings })
  const database = await PGlite.create({ dataDir, postgresqlconf: embeddedSettings })
  await keepTemplate(await database.dumpDataDir('none'))
  return database
}

/** Puts an empty embedded database into an empty folder, from the same copy, for a process that will open it. */
export async function createTestFolder(folder: string): Promise<void> {
  const database = await createTestPGlite(join(folder, 'data'))
  await database.close()
}

async function readTemplate(): Promise<Blob | undefined> {
  const bytes = await readFile(templateFile()).catch(() => undefined)
  return bytes && new Blob([bytes])
}

/** Complete or not there: several test processes may make it at the same time. */
async function keepTemplate(dump: Blob): Promise<void> {
  const unfinished = `${templateFile()}.${process.pid}`
  await writeFile(unfinished, Buffer.from(await dump.arrayBuffer()), { mode: 0o600 })
  await rename(unfinished, templateFile())
}

function templateFile(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const { version } = JSON.parse(readFileSync(join(entry, '../../package.json'), 'utf8')) as { version: string }
  return join(tmpdir(), `patchbay-${process.getuid?.() ?? 'user'}-pglite-${version}.tar`)
}

import { readFileSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'

/** The default of `shared_buffers` costs 130 MB more. */
const settings = ['shared_buffers = 16MB']

let loaded: Promise<PGlite> | undefined

/**
 * The empty PostgreSQL in memory that all test hosts of a process share, each in a schema of its own. Making one takes seconds, so it
 * comes from a copy in the temporary folder.
 */
export function loadPGlite(): Promise<PGlite> {
  loaded ??= createPGlite()
  return loaded
}

async function createPGlite(): Promise<PGlite> {
  const template = await readFile(templateFile()).catch(() => undefined)
  if (template) return PGlite.create({ loadDataDir: new Blob([template]), postgresqlconf: settings })
  const database = await PGlite.create({ postgresqlconf: settings })
  await keepTemplate(await database.dumpDataDir('none'))
  return database
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
  return join(tmpdir(), `patchbay-plugin-kit-${process.getuid?.() ?? 'user'}-pglite-${version}.tar`)
}

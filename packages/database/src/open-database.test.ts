import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from './open-database.ts'

const fixture = fileURLToPath(new URL('__fixtures__/hold-folder.ts', import.meta.url))

async function untilSaid(child: ChildProcess, word: string): Promise<void> {
  for await (const text of child.stdout!.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    if (String(text).includes(word)) return
  }
  throw new Error(`The process ended before it said ${word}`)
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true }).reduce(
    (sum, name) => sum + (statSync(join(folder, String(name)), { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}

describe('openDatabase with a folder', () => {
  const parent = mkdtempSync(join(tmpdir(), 'patchbay-embedded-'))
  const folder = join(parent, 'deep', 'database')
  let holder: ChildProcess

  beforeAll(async () => {
    holder = spawn(process.execPath, [fixture, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
    await untilSaid(holder, 'open')
  })
  afterAll(() => {
    holder.kill('SIGKILL')
    rmSync(parent, { recursive: true })
  })

  it('is refused while another process has it, again and again', async () => {
    const message = `${folder} is open in another Patchbay process (pid ${holder.pid}). Stop it, or set PATCHBAY_DATA to another folder.`
    await expect(openDatabase({ folder })).rejects.toThrow(message)
    await expect(openDatabase({ folder })).rejects.toThrow(message)
  })

  it('opens after the holder was killed in the middle of a migration: acknowledged rows are there, the migration is not', async () => {
    const before = sizeOf(folder)
    holder.stdin!.write('go\n')
    await expect.poll(() => sizeOf(folder), { timeout: 15_000 }).toBeGreaterThan(before + 10_000_000)
    holder.kill('SIGKILL')
    await once(holder, 'exit')

    await using database = await openDatabase({ folder })
    expect(database.embedded).toBe(true)
    expect(await database.kysely.selectFrom('users').select('email').execute()).toEqual([{ email: 'kept@example.com' }])
    expect(await database.migratePlugin('early', { '001-notes': 'create table notes (id int)' })).toEqual([])
    const migrations = { '001-notes': 'create table notes (id int)', '002-fill': 'insert into notes values (1)' }
    expect(await database.migratePlugin('notes', migrations)).toEqual(['001-notes', '002-fill'])
    await database.close()
    await expect(database.ping()).rejects.toThrow()
  })

  it('opens again in the same process after close', async () => {
    const first = await openDatabase({ folder })
    await expect(openDatabase({ folder })).rejects.toThrow(`(pid ${process.pid})`)
    await first.close()
    await using second = await openDatabase({ folder })
    await expect(second.ping()).resolves.toBeUndefined()
  })

  it('says what to do when what is in the folder is not a database', async () => {
    const broken = mkdtempSync(join(parent, 'broken-'))
    mkdirSync(join(broken, 'data'))
    writeFileSync(join(broken, 'data', 'PG_VERSION'), '3\n')
    await expect(openDatabase({ folder: broken })).rejects.toThrow(/can't be opened\. Restore it from a backup, or move the folder away/)
    expect(readFileSync(join(broken, 'data', 'PG_VERSION'), 'utf8')).toBe('3\n')
  })
})

describe('openDatabase with an address', () => {
  it('refuses one that is not of PostgreSQL', async () => {
    await expect(openDatabase({ url: 'mysql://root@127.0.0.1/x', folder: 'unused' })).rejects.toThrow(
      'DATABASE_URL must look like postgres://user:password@host:5432/database',
    )
  })

  it('says where nothing answers, without the password', async () => {
    const opening = openDatabase({ url: 'postgres://ada:swordfish@127.0.0.1:1/patchbay', folder: 'unused' })
    await expect(opening).rejects.toThrow(/PostgreSQL at 127\.0\.0\.1:1\/patchbay can't be used: .+ Start it, or correct DATABASE_URL\./)
    await expect(opening).rejects.not.toThrow('swordfish')
  })
})

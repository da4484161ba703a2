import { createAccounts, createAudit, createSigningKeys, loadSecret } from '@patchbay/auth'
import { toConfig } from '@patchbay/config'
import { createTestDatabase } from '@patchbay/database/testing'
import type { PlatformDatabase } from '@patchbay/database'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../src/run-command.ts'

describe('commands for operators', () => {
  let database: PlatformDatabase
  const config = toConfig({})
  beforeAll(async () => void (database = await createTestDatabase()))
  afterAll(() => database.close())

  const run = async (text: string) => {
    const lines: string[] = []
    const code = await runCommand(text.split(' '), { config, database, print: (line) => lines.push(line) })
    return { code, text: lines.join('\n') }
  }

  it('switch a plugin off and on, and tell what is off', async () => {
    expect(await run('plugins off notes')).toMatchObject({ code: 0, text: expect.stringContaining('switched off') })
    expect((await run('plugins list')).text).toMatch(/^notes {2}\S+ {2}switched off$/m)
    expect((await run('plugins on notes')).code).toBe(0)
    expect((await run('plugins list')).text).toMatch(/^notes {2}\S+ {2}on$/m)
    const lines = await createAudit(database).list({ plugin: 'notes' })
    expect(lines).toMatchObject([{ details: { on: true, by: 'command' } }, { details: { on: false, by: 'command' } }])
  })

  it('refuse a plugin that is not there', async () => {
    expect(await run('plugins off nothing')).toMatchObject({ code: 1, text: expect.stringContaining('There is no plugin nothing') })
  })

  it('sign a person out everywhere', async () => {
    const { id } = await createAccounts(database).ensure('ada@example.com')
    expect((await run('users sign-out --email ada@example.com')).code).toBe(0)
    expect(await createAudit(database).list({ userId: id })).toMatchObject([{ event: 'session.ended' }])
  })

  it('invite with a link where no mail is sent', async () => {
    expect((await run('users invite --email bob@example.com')).text).toMatch(/http:\/\/auth\.localhost:3000\/password\/[\w-]{43}$/)
  })

  it('tell what was done, to whom, and since when', async () => {
    const audit = createAudit(database)
    const { id } = await createAccounts(database).ensure('carl@example.com')
    await audit.write({ event: 'sign-in', userId: id, plugin: 'food' })
    await audit.write({ event: 'consent', userId: id, plugin: 'notes' })
    const [line] = (await run('audit --user carl@example.com --event sign-in --plugin food --since 1h --json')).text.split('\n')
    expect(JSON.parse(line!)).toMatchObject({ event: 'sign-in', plugin: 'food', userId: id, at: expect.any(String) })
    expect((await run('audit --user carl@example.com')).text.split('\n')).toHaveLength(2)
    expect((await run('audit --user carl@example.com --since 2999-01-01')).text).toBe('There is nothing.')
    for (const words of ['--since soon', '--event nothing', '--user nobody@example.com', '--limit 0'])
      expect((await run(`audit ${words}`)).code).toBe(1)
  })

  it('add a signing key and retire an older one, never the newest', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'patchbay-keys-'))
    const own = { ...config, dataFolder: folder }
    const keys = createSigningKeys(database, loadSecret(own))
    const [first] = await keys.load()
    const lines: string[] = []
    const command = (text: string) => runCommand(text.split(' '), { config: own, database, print: (line) => lines.push(line) })
    expect(await command('signing-keys rotate')).toBe(0)
    const [second] = await keys.load()
    expect(second!.kid).not.toBe(first!.kid)
    expect(await command('signing-keys list')).toBe(0)
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(`^${second!.kid} .*signs$`),
      expect.stringMatching(`^${first!.kid} .*only verifies$`),
    ])
    expect(await command(`signing-keys retire ${second!.kid}`)).toBe(1)
    expect(await command(`signing-keys retire ${first!.kid}`)).toBe(0)
    expect((await keys.loadPublic()).map(({ kid }) => kid)).toEqual([second!.kid])
  })

  it('say what waits and who used what, and refuse wrong words', async () => {
    expect((await run('jobs queues')).text).toBe('Nothing waits, runs or is parked.')
    expect((await run('usage --days 90')).text).toBe('Nobody has called anything.')
    expect(await run('usage --days 0')).toMatchObject({ code: 1, text: expect.stringContaining('from 1 to 90') })
  })
})

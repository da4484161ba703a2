import { createAccounts, createAudit } from '@patchbay/auth'
import { toConfig } from '@patchbay/config'
import { createTestDatabase } from '@patchbay/database/testing'
import type { PlatformDatabase } from '@patchbay/database'
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

  it('say what waits and who used what, and refuse wrong words', async () => {
    expect((await run('jobs queues')).text).toBe('Nothing waits, runs or is parked.')
    expect((await run('usage --days 90')).text).toBe('Nobody has called anything.')
    expect(await run('usage --days 0')).toMatchObject({ code: 1, text: expect.stringContaining('from 1 to 90') })
  })
})

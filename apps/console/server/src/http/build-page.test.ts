import { createLogger } from '@patchbay/log'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildPage } from './build-page.ts'

describe('the page, built at start', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'patchbay-page-'))
    await symlink(join(import.meta.dirname, '../../../../../node_modules'), join(folder, 'node_modules'))
    await writeFile(join(folder, 'package.json'), '{"type":"module"}')
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Page</title>')
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('is built once by several that start at the same time, and each finds it', async () => {
    const messages: string[] = []
    const write = (line: string) => void messages.push((JSON.parse(line) as { msg: string }).msg)
    const log = createLogger({ level: 'info', destination: { write } })
    const found = await Promise.all([1, 2, 3].map(() => buildPage(folder, log).then(() => existsSync(join(folder, 'dist/index.html')))))
    expect(found).toEqual([true, true, true])
    await buildPage(folder, log)
    expect(messages).toEqual(['console page built'])
  })
})

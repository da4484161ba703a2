import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPlugin } from './__fixtures__/trips.ts'
import { logo } from './logo.ts'

describe('logo', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'patchbay-logo-'))
  })

  afterAll(() => rm(folder, { recursive: true }))

  it('refuses a logo that is not there', async () => {
    const url = pathToFileURL(join(folder, 'missing.png'))
    expect(await logo.find(createPlugin({ logo: url }))).toMatchObject([
      { level: 'error', message: expect.stringContaining("can't be read") },
    ])
  })

  it('refuses a GIF, and anything else that is not a PNG', async () => {
    expect(await find(Buffer.from('GIF89a and so on, and so on'))).toMatchObject([
      { level: 'error', message: expect.stringContaining('a GIF') },
    ])
    expect(await find(Buffer.from('<svg/>'))).toMatchObject([{ level: 'error', message: expect.stringContaining('not a PNG') }])
  })

  it('refuses one that is not square', async () => {
    expect(await find(toPng(512, 256))).toMatchObject([{ level: 'error', message: expect.stringContaining('512 × 256') }])
  })

  it('refuses one that is too small or too large', async () => {
    expect(await find(toPng(47, 47))).toMatchObject([{ level: 'error' }])
    expect(await find(toPng(4_097, 4_097))).toMatchObject([{ level: 'error' }])
    expect(await find(Buffer.concat([toPng(512, 512), Buffer.alloc(5 * 1024 * 1024)]))).toMatchObject([{ level: 'error' }])
  })

  it('warns of one that is not 512 pixels wide', async () => {
    expect(await find(toPng(512, 512))).toEqual([])
    expect(await find(toPng(48, 48))).toMatchObject([{ level: 'warning' }])
  })

  async function find(bytes: Buffer) {
    const file = join(folder, 'logo.png')
    await writeFile(file, bytes)
    return logo.find(createPlugin({ logo: pathToFileURL(file) }))
  }
})

/** The beginning of a PNG: signature and IHDR. */
function toPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(25)
  header.writeUInt32BE(13, 0)
  header.write('IHDR', 4, 'latin1')
  header.writeUInt32BE(width, 8)
  header.writeUInt32BE(height, 12)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), header])
}

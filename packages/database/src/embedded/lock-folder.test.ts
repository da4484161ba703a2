import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFolder } from './lock-folder.ts'

describe('lockFolder', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'patchbay-lock-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  it('refuses a folder that is open, and names the process and the way out', () => {
    const lock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(
      `${folder} is open in another Patchbay process (pid ${process.pid}). Stop it, or set PATCHBAY_DATA to another folder.`,
    )
    lock.release()
  })

  it('keeps the lock when another attempt was refused', () => {
    const lock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow('is open in another')
    expect(() => lockFolder(folder)).toThrow('is open in another')
    lock.release()
  })

  it('opens again after release', () => {
    lockFolder(folder).release()
    expect(() => lockFolder(folder).release()).not.toThrow()
  })
})

import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { watchFolders } from './watch-folders.ts'

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-watch-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

function replace(file: string, text: string): void {
  writeFileSync(`${file}~`, text)
  renameSync(`${file}~`, file)
}

describe('watchFolders', () => {
  it('tells of a file each time an editor replaces it', async () => {
    const folder = createFolder()
    const file = join(folder, 'action.ts')
    writeFileSync(file, 'one')
    const onChange = vi.fn<(path: string) => void>()
    using _watching = watchFolders([folder], onChange)
    replace(file, 'two')
    await vi.waitUntil(() => onChange.mock.calls.length > 0)
    onChange.mockClear()
    replace(file, 'three')
    await vi.waitUntil(() => onChange.mock.calls.length > 0)
    expect(onChange).toHaveBeenLastCalledWith(file)
  })

  it('tells of changes in a folder that came later, went and came again', async () => {
    const folder = createFolder()
    const later = join(folder, 'hotels')
    const onChange = vi.fn<(path: string) => void>()
    using _watching = watchFolders([folder], onChange)
    const seen = (path: string) => vi.waitUntil(() => onChange.mock.calls.some(([each]) => each === path))
    mkdirSync(later)
    await seen(later)
    writeFileSync(join(later, 'first.ts'), '')
    await seen(join(later, 'first.ts'))
    onChange.mockClear()
    rmSync(later, { recursive: true })
    await seen(later)
    onChange.mockClear()
    mkdirSync(later)
    await seen(later)
    writeFileSync(join(later, 'second.ts'), '')
    await seen(join(later, 'second.ts'))
  })

  it('leaves out what editors and npm put there', async () => {
    const folder = createFolder()
    const onChange = vi.fn<(path: string) => void>()
    using _watching = watchFolders([folder], onChange)
    mkdirSync(join(folder, 'node_modules'))
    writeFileSync(join(folder, '.action.ts.swp'), '')
    writeFileSync(join(folder, 'action.ts'), '')
    await vi.waitUntil(() => onChange.mock.calls.length > 0)
    expect(onChange.mock.calls.every(([path]) => path === join(folder, 'action.ts'))).toBe(true)
  })
})

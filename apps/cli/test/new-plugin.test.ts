import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createPlugin, repositoryRoot } from '../src/new/create-plugin.ts'

let root: string

/** A copy of what the generator reads and writes. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'patchbay-new-'))
  mkdirSync(join(root, 'packages/plugins'), { recursive: true })
  cpSync(join(repositoryRoot, 'packages/plugins/hello'), join(root, 'packages/plugins/hello'), {
    recursive: true,
    filter: (source) => !source.includes('node_modules'),
  })
  cpSync(join(repositoryRoot, 'package-lock.json'), join(root, 'package-lock.json'))
})

const lock = () => JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, object> }

describe('a new plugin', () => {
  it('is a whole package under its own name', () => {
    expect(createPlugin('city-trips', root)).toEqual([])
    const folder = join(root, 'packages/plugins/city-trips')
    const text = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.png'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n')
    expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({ name: '@patchbay/plugin-city-trips' })
    expect(readFileSync(join(folder, 'src/index.ts'), 'utf8')).toContain("name: 'city-trips'")
    expect(text).not.toMatch(/plugin-hello|hello\.localhost|name: 'hello'/)
  })

  it('is linked, and noted in the lock file, in which nothing else changes', () => {
    const before = lock().packages
    createPlugin('trips', root)
    const { 'packages/plugins/trips': entry, 'node_modules/@patchbay/plugin-trips': link, ...rest } = lock().packages
    expect(rest).toEqual(before)
    expect(entry).toMatchObject({ name: '@patchbay/plugin-trips', dependencies: { '@patchbay/plugin-kit': '0.1.0' } })
    expect(link).toEqual({ resolved: 'packages/plugins/trips', link: true })
    expect(Object.keys(lock().packages)).toEqual(Object.keys(lock().packages).toSorted((left, right) => left.localeCompare(right, 'en')))
    expect(readlinkSync(join(root, 'node_modules/@patchbay/plugin-trips'))).toBe('../../packages/plugins/trips')
  })

  it('is not made under a name that is reserved, taken or malformed', () => {
    const before = readFileSync(join(root, 'package-lock.json'), 'utf8')
    for (const name of [
      'auth',
      'console',
      'admin',
      'frame',
      'www',
      'hello',
      'Trips',
      'my_trips',
      '-trips',
      'trips-',
      'a',
      'a--b',
      '../trips',
      'trips/x',
      '',
      'x'.repeat(41),
      'trips.x',
    ]) {
      expect(createPlugin(name, root), name).toHaveLength(1)
    }
    expect(readdirSync(join(root, 'packages/plugins'))).toEqual(['hello'])
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).toBe(before)
    expect(existsSync(join(root, 'packages/trips'))).toBe(false)
  })
})

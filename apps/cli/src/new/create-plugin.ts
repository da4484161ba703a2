import { findNameErrors } from '@patchbay/plugin-kit'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of this repository. */
export const repositoryRoot = join(import.meta.dirname, '../../../..')

const template = 'hello'

/**
 * Makes `packages/plugins/<name>` after the template, links it and notes it in the lock file, in which nothing else changes.
 * What stands in the way, a sentence each; empty when it was made.
 */
export function createPlugin(name: string, root: string): string[] {
  const folder = join(root, 'packages/plugins', name)
  const errors = findNameErrors(name)
  if (errors.length > 0) return errors
  if (existsSync(folder)) return [`packages/plugins/${name} is there already; choose another name`]
  try {
    copyTemplate(join(root, 'packages/plugins', template), folder)
    renameTemplate(folder, name)
    linkPackage(root, name)
    addToLockFile(root, name)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return []
}

function copyTemplate(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (source) => !/node_modules|\.turbo/.test(source.slice(from.length)) })
}

/** The name stands in the package, the definition, its test and its README; actions keep theirs. */
function renameTemplate(folder: string, name: string): void {
  const title = name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
    .slice(0, 20)
  edit(join(folder, 'package.json'), (text) => text.replace(`@patchbay/plugin-${template}`, `@patchbay/plugin-${name}`))
  edit(join(folder, 'src/index.ts'), (text) =>
    text.replace(`name: '${template}'`, `name: '${name}'`).replace("title: 'Hello'", `title: '${title}'`),
  )
  edit(join(folder, 'README.md'), (text) =>
    text
      .replace(/^# .*$/m, `# ${name}`)
      .replaceAll(`${template}.localhost`, `${name}.localhost`)
      .replaceAll(`packages/plugins/${template}`, `packages/plugins/${name}`),
  )
  for (const file of readdirSync(join(folder, 'src')).filter((each) => each.endsWith('.test.ts'))) {
    edit(join(folder, 'src', file), (text) => text.replaceAll(`'${template}'`, `'${name}'`))
  }
}

function edit(file: string, change: (text: string) => string): void {
  if (existsSync(file)) writeFileSync(file, change(readFileSync(file, 'utf8')))
}

/** What `npm install` would do for a new workspace. */
function linkPackage(root: string, name: string): void {
  const scope = join(root, 'node_modules/@patchbay')
  mkdirSync(scope, { recursive: true })
  rmSync(join(scope, `plugin-${name}`), { force: true })
  symlinkSync(`../../packages/plugins/${name}`, join(scope, `plugin-${name}`), 'junction')
}

interface LockFile {
  packages: Record<string, object>
}

function addToLockFile(root: string, name: string): void {
  const file = join(root, 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8')) as LockFile
  const {
    private: _,
    type: __,
    exports: ___,
    ...entry
  } = JSON.parse(readFileSync(join(root, 'packages/plugins', name, 'package.json'), 'utf8')) as Record<string, unknown>
  lock.packages[`packages/plugins/${name}`] = entry
  lock.packages[`node_modules/@patchbay/plugin-${name}`] = { resolved: `packages/plugins/${name}`, link: true }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([left], [right]) => left.localeCompare(right, 'en')))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
}

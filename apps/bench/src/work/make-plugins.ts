import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const definition = pathToFileURL(join(import.meta.dirname, 'bench-plugin.ts')).href

/** Writes as many plugin packages as asked for, all doing the same work, and answers their names. */
export function makePlugins(folder: string, count: number): string[] {
  const names = Array.from({ length: count }, (_, index) => `bench-${index}`)
  for (const name of names) {
    mkdirSync(join(folder, name, 'src'), { recursive: true })
    writeFileSync(join(folder, name, 'package.json'), JSON.stringify({ name, type: 'module' }))
    writeFileSync(
      join(folder, name, 'src/index.ts'),
      `import { createBenchPlugin } from '${definition}'\nexport default createBenchPlugin('${name}')\n`,
    )
  }
  return names
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { buildWidget, toBuiltPath } from './build-widget.ts'
import { findWidgets } from './find-widgets.ts'

for (const page of findWidgets()) {
  const file = toBuiltPath(page)
  const html = await buildWidget(page)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, html)
  process.stdout.write(`${file}  ${html.length} bytes\n`)
}

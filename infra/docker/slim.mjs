// Takes out of an image what no process reads: tests, fixtures, and all but the one file of the reference viewer.
import { existsSync, globSync, rmSync } from 'node:fs'

const unread = [
  'apps/*/test',
  '{apps,packages,packages/plugins}/*/src/**/*.test.ts',
  '{apps,packages,packages/plugins}/*/src/**/__{fixtures,snapshots}__',
  'packages/plugins/*/data/build-*.ts',
]
// Named by valibot for its types; nothing runs it.
unread.push('node_modules/typescript', 'node_modules/@typescript')
for (const pattern of unread) for (const path of globSync(pattern)) rmSync(path, { recursive: true, force: true })

const viewer = 'node_modules/@scalar/api-reference'
if (existsSync(viewer))
  for (const path of globSync(`${viewer}/dist/**`))
    if (/\.(js|mjs|css|map|ts|vue)$/.test(path) && !/dist\/(index|browser\/standalone)\.js$/.test(path)) rmSync(path, { force: true })

// The packages an image is made of: the app, the commands, and every plugin.
import { readdirSync, readFileSync } from 'node:fs'

const plugins = readdirSync('packages/plugins').map(
  (name) => JSON.parse(readFileSync(`packages/plugins/${name}/package.json`, 'utf8')).name,
)
process.stdout.write([`@patchbay/${process.argv[2]}`, '@patchbay/cli', ...plugins].join(' '))

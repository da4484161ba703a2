// The packages an image is made of: the app, the commands, and every plugin.
import { readdirSync, readFileSync } from 'node:fs'

const plugins = readdirSync('packages/plugins').map(
  (name) => JSON.parse(readFileSync(`packages/plugins/${name}/package.json`, 'utf8')).name,
)
const app = process.argv[2]
const page = app === 'console' ? ['@patchbay/console-web'] : []
process.stdout.write([`@patchbay/${app}`, ...page, '@patchbay/cli', ...plugins].join(' '))

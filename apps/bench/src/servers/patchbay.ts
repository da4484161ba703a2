import { createKeys } from '@patchbay/auth'
import { toConfig } from '@patchbay/config'
import { openDatabase } from '@patchbay/database'
import { startGateway } from '@patchbay/gateway'
import { createLogger } from '@patchbay/log'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyCount } from '../work/keys.ts'
import { legacyMcpRequest, limit, mcpRequest, request, type BenchRequest } from '../work/flights.ts'
import { makePlugins } from '../work/make-plugins.ts'
import { serve } from './serve.ts'

/** The gateway as it is, embedded, with a plugin that does the work. `BENCH_PLUGINS` says how many such plugins. */
const folder = mkdtempSync(join(tmpdir(), 'patchbay-bench-'))
const names = makePlugins(join(folder, 'plugins'), Number(process.env.BENCH_PLUGINS ?? 1))
const log = createLogger({ level: 'info', pretty: false })
const database = await openDatabase({ folder: join(folder, 'data') })
const keys = createKeys(database)
const made = await Promise.all(Array.from({ length: keyCount }, (_, index) => keys.create({ name: `bench ${index}` })))
const quota = `${limit.requests}/${limit.seconds}`

const doors: Record<string, BenchRequest> = { rest: request, mcp: mcpRequest, 'mcp-legacy': legacyMcpRequest }

await serve({
  request: doors[process.env.BENCH_DOOR ?? 'rest']!,
  keys: made.map((key) => key.text),
  host: names.map((name) => `${name}.localhost`),
  async listen(port) {
    const environment = { PORT: String(port), LIMIT_ADDRESS: quota, LIMIT_CLIENT: quota, LIMIT_USER: quota, LIMIT_ACTION: quota }
    await startGateway({ config: toConfig(environment), environment, database, log, pluginsFolder: join(folder, 'plugins') })
  },
})

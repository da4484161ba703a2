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
import { makeTokens } from '../work/make-tokens.ts'
import { makePlugins } from '../work/make-plugins.ts'
import { serve } from './serve.ts'

/** The gateway as it is, embedded, with a plugin that does the work. `BENCH_PLUGINS` says how many such plugins; `BENCH_TOKENS`, that people sign in. */
const folder = mkdtempSync(join(tmpdir(), 'patchbay-bench-'))
const names = makePlugins(join(folder, 'plugins'), Number(process.env.BENCH_PLUGINS ?? 1))
const log = createLogger({ level: 'info', pretty: false })
const database = await openDatabase({ folder: join(folder, 'data') })
const keys = createKeys(database)
const toKey = async (_: unknown, index: number) => (await keys.create({ name: `bench ${index}`, email: `bench${index}@example.com` })).text
const credentials = process.env.BENCH_TOKENS ? [] : await Promise.all(Array.from({ length: keyCount }, toKey))
const quota = `${limit.requests}/${limit.seconds}`

const doors: Record<string, BenchRequest> = { rest: request, mcp: mcpRequest, 'mcp-legacy': legacyMcpRequest }

await serve({
  request: doors[process.env.BENCH_DOOR ?? 'rest']!,
  keys: credentials,
  host: names.map((name) => `${name}.localhost`),
  async listen(port) {
    const environment = {
      PORT: String(port),
      PATCHBAY_DATA: join(folder, 'data'),
      LIMIT_ADDRESS: quota,
      LIMIT_CLIENT: quota,
      LIMIT_USER: quota,
      LIMIT_ACTION: quota,
    }
    const config = toConfig(environment)
    await startGateway({ config, environment, database, log, pluginsFolder: join(folder, 'plugins') })
    if (process.env.BENCH_TOKENS) credentials.push(...(await makeTokens(config, database, names[0]!)))
  },
})

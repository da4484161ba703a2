import { ConfigError, loadEnvFile, toConfig } from '@patchbay/config'
import { openDatabase } from '@patchbay/database'
import { forwardCommand } from './control/forward-command.ts'
import { newCommand } from './new/new-command.ts'
import { runCommand } from './run-command.ts'

// Whoever reads the output may stop reading: `npm run keys -- list | head -1`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
const print = (line: string) => void process.stdout.write(`${line}\n`)
const words = process.argv.slice(2)

try {
  process.exitCode = words[0] === 'new' ? newCommand(words.slice(1), print) : await run()
} catch (error) {
  print(error instanceof ConfigError || error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

/** In the process that has the embedded database if one runs, else here. */
async function run(): Promise<number> {
  loadEnvFile()
  const config = toConfig(process.env)
  const forwarded = config.services ? undefined : await forwardCommand(words, config.dataFolder, print)
  if (forwarded !== undefined) return forwarded
  const database = await openDatabase({ url: config.services?.databaseUrl, folder: config.dataFolder, migrates: config.migrates })
  try {
    return await runCommand(words, { config, database, print })
  } finally {
    await database.close()
  }
}

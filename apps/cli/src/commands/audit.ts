import { createAudit } from '@patchbay/auth'
import { parseArgs } from 'node:util'
import { UsageError, type Command } from '../command.ts'

/** Shows who was let in, to what and by whom. */
export const auditCommand: Command = {
  usage: ['audit [--event <name>] [--limit 50]   the newest lines first'],
  async run(words, { database, print }) {
    const { event, limit = '50' } = readOptions(words)
    if (!/^[1-9]\d{0,3}$/.test(limit)) throw new UsageError('--limit is a number from 1 to 9999.')
    const lines = await createAudit(database).list({ event, limit: Number(limit) })
    if (lines.length === 0) print('There is nothing yet.')
    for (const { at, ...line } of lines) print(`${at.toISOString()}  ${JSON.stringify(line)}`)
  },
}

function readOptions(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: { event: { type: 'string' }, limit: { type: 'string' } } }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

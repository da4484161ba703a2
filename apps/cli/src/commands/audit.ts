import { auditEvents, createAccounts, createAudit, type AuditQuery } from '@patchbay/auth'
import { parseArgs } from 'node:util'
import { UsageError, type Command, type CommandContext } from '../command.ts'

/** Shows who was let in, to what and by whom. */
export const auditCommand: Command = {
  usage: [
    'audit [--event <name>] [--user <e-mail>] [--plugin <name>] [--since <date or 24h, 7d>] [--limit 50] [--json]   the newest lines first',
  ],
  async run(words, { database, print }) {
    const { json = false, ...values } = readOptions(words)
    const lines = await createAudit(database).list(await toQuery(values, database))
    if (lines.length === 0 && !json) print('There is nothing.')
    for (const { at, ...line } of lines) print(json ? JSON.stringify({ at, ...line }) : `${at.toISOString()}  ${JSON.stringify(line)}`)
  },
}

function readOptions(words: readonly string[]) {
  const text = { type: 'string' } as const
  const options = { event: text, user: text, plugin: text, since: text, limit: text, json: { type: 'boolean' } } as const
  try {
    return parseArgs({ args: [...words], options }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

type Values = Omit<ReturnType<typeof readOptions>, 'json'>

async function toQuery({ event, user, plugin, since, limit = '50' }: Values, database: CommandContext['database']): Promise<AuditQuery> {
  if (!/^[1-9]\d{0,3}$/.test(limit)) throw new UsageError('--limit is a number from 1 to 9999.')
  if (event !== undefined && !(auditEvents as readonly string[]).includes(event))
    throw new UsageError(`There is no event ${event}; there are ${auditEvents.join(', ')}.`)
  const account =
    user === undefined ? undefined : (await createAccounts(database).list()).find(({ email }) => email.toLowerCase() === user.toLowerCase())
  if (user !== undefined && !account) throw new UsageError(`Nobody has the address ${user}.`)
  return { event, userId: account?.id, plugin, since: since === undefined ? undefined : toDate(since), limit: Number(limit) }
}

/** `2027-03-05`, `2027-03-05T20:00Z`, or so long ago: `90m`, `24h`, `7d`. */
function toDate(text: string): Date {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? []
  const date =
    unit === undefined ? new Date(text) : new Date(Date.now() - Number(count) * { m: 60_000, h: 3_600_000, d: 86_400_000 }[unit]!)
  if (Number.isNaN(date.getTime())) throw new UsageError('--since is a date such as 2027-03-05, or 90m, 24h, 7d for so long ago.')
  return date
}

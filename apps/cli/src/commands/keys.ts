import { createAudit, createKeys, parseExpiry, type KeyRecord, type Keys } from '@patchbay/auth'
import { parseArgs } from 'node:util'
import { findPlugins, pluginsFolder } from '@patchbay/plugin-host'
import { UsageError, type Command, type CommandContext } from '../command.ts'

/** Makes, lists and revokes keys. */
export const keysCommand: Command = {
  usage: [
    'keys create --user <e-mail>   [--plugin <name> …] [--name <text>] [--expires 30d]   a key that acts for a person',
    'keys create --service <text>  [--plugin <name> …] [--expires 30d]                   a key for a host or program',
    'keys list',
    'keys revoke <id>',
  ],
  run([verb, ...words], context) {
    const keys = createKeys(context.database)
    if (verb === 'create') return createKey(keys, words, context)
    if (verb === 'list' && words.length === 0) return listKeys(keys, context)
    if (verb === 'revoke' && words.length === 1) return revokeKey(keys, words[0]!, context)
    throw new UsageError(verb ? `keys ${[verb, ...words].join(' ')} is not a command.` : 'Say what to do with keys.')
  },
}

async function createKey(keys: Keys, words: string[], { print, database }: CommandContext): Promise<void> {
  const options = readOptions(words)
  if ((options.user === undefined) === (options.service === undefined))
    throw new UsageError('Name either --user <e-mail> or --service <text>.')
  const name = options.name ?? options.service ?? 'made by command'
  if (!/^\P{C}{1,100}$/u.test(name)) throw new UsageError('A name is 1 to 100 characters, without control characters.')
  refuseUnknown(options.plugin ?? [])
  const { record, text } = await keys.create({
    name,
    email: options.user,
    plugins: options.plugin ?? null,
    expiresAt: options.expires === undefined ? null : parseExpiry(options.expires),
  })
  await createAudit(database).write({ event: 'key.created', userId: record.user?.id, details: { key: record.id } })
  print(`Key ${record.id} ${describeHolder(record)}, for ${record.plugins?.join(', ') ?? 'every plugin'}. It is shown only now:`)
  print('')
  print(text)
}

/** A key for a plugin that is not there would open nothing, and nobody would know why. */
function refuseUnknown(plugins: readonly string[]): void {
  const known = findPlugins(pluginsFolder).map(({ name }) => name)
  const unknown = plugins.filter((plugin) => !known.includes(plugin))
  if (unknown.length > 0) throw new UsageError(`There is no plugin ${unknown.join(', ')}; there are ${known.join(', ')}.`)
}

function readOptions(words: string[]) {
  try {
    return parseArgs({
      args: words,
      options: {
        user: { type: 'string' },
        service: { type: 'string' },
        plugin: { type: 'string', multiple: true },
        name: { type: 'string' },
        expires: { type: 'string' },
      },
    }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

async function listKeys(keys: Keys, { print }: CommandContext): Promise<void> {
  const records = await keys.list()
  if (records.length === 0) print('There are no keys. Make one with: keys create --user you@example.com')
  for (const record of records) print(toLine(record))
}

function toLine(record: KeyRecord): string {
  const state = record.revokedAt ? 'revoked' : record.expiresAt && record.expiresAt <= new Date() ? 'expired' : 'active'
  const used = record.lastUsedAt ? `last used ${record.lastUsedAt.toISOString()}` : 'never used'
  return [
    record.id,
    state.padEnd(7),
    describeHolder(record),
    record.plugins?.join(',') ?? 'every plugin',
    `“${record.name}”`,
    `made ${record.createdAt.toISOString()}`,
    used,
  ].join('  ')
}

function describeHolder(record: KeyRecord): string {
  return record.user ? `of ${record.user.email}` : 'of a service'
}

async function revokeKey(keys: Keys, id: string, { print, database }: CommandContext): Promise<void> {
  if (!(await keys.revoke(id))) throw new UsageError(`There is no key ${id}. keys list shows them.`)
  await createAudit(database).write({ event: 'key.revoked', details: { key: id } })
  print(`Key ${id} is revoked. It stops working within 30 seconds.`)
}

import { createAudit, createClients, type ClientRecord, type Clients } from '@patchbay/auth'
import { parseArgs } from 'node:util'
import { UsageError, type Command, type CommandContext } from '../command.ts'

/** Makes, lists and revokes the programs that people let act for them. */
export const clientsCommand: Command = {
  usage: [
    'clients create --name <text> --plugin <name> [--redirect <URL> …]   with a secret, for one plugin; without --redirect for ChatGPT',
    'clients create --name <text> --redirect <URL> …                     without a secret, for any plugin; must use PKCE',
    'clients list',
    'clients revoke <id>',
  ],
  run([verb, ...words], context) {
    const clients = createClients(context.database)
    if (verb === 'create') return createClient(clients, words, context)
    if (verb === 'list' && words.length === 0) return listClients(clients, context)
    if (verb === 'revoke' && words.length === 1) return revokeClient(clients, words[0]!, context)
    throw new UsageError(verb ? `clients ${[verb, ...words].join(' ')} is not a command.` : 'Say what to do with clients.')
  },
}

async function createClient(clients: Clients, words: string[], { print, config: { url }, database }: CommandContext): Promise<void> {
  const { name, plugin, redirect = [] } = readOptions(words)
  if (name === undefined) throw new UsageError('Name the program with --name <text>; people see it when they are asked.')
  const { record, secret } = await clients.create({ name, plugin, redirectUris: redirect })
  await createAudit(database).write({ event: 'client.created', clientId: record.id, plugin })
  const origin = `${url.protocol}//${plugin ?? 'auth'}.${url.host}`
  print(`client id          ${record.id}`)
  if (secret !== undefined) print(`client secret      ${secret}  (shown only now)`)
  print(`authorization URL  ${origin}/oauth/authorize`)
  print(`token URL          ${origin}/oauth/token`)
}

function readOptions(words: string[]) {
  try {
    const options = { name: { type: 'string' }, plugin: { type: 'string' }, redirect: { type: 'string', multiple: true } } as const
    return parseArgs({ args: words, options }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

async function listClients(clients: Clients, { print }: CommandContext): Promise<void> {
  const records = await clients.list()
  if (records.length === 0) print('There are no clients. Make one with: clients create --name ChatGPT --plugin notes')
  for (const record of records) print(toLine(record))
}

function toLine(record: ClientRecord): string {
  const kind = record.isRegistered ? 'registered itself' : record.isPublic ? 'public' : 'confidential'
  const target = record.redirectUris.length > 0 ? record.redirectUris.join(' ') : 'a ChatGPT plugin or GPT, the first that asks'
  return [record.id, kind, record.plugin ?? 'any plugin', `“${record.name}”`, target, `made ${record.createdAt.toISOString()}`].join('  ')
}

async function revokeClient(clients: Clients, id: string, { print, database }: CommandContext): Promise<void> {
  if (!(await clients.revoke(id))) throw new UsageError(`There is no client ${id}. clients list shows them.`)
  await createAudit(database).write({ event: 'client.revoked', clientId: id })
  print(`Client ${id} is revoked, with all that people allowed it. Its tokens stop working within 30 seconds.`)
}

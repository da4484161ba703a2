import { createAccounts, createAudit, type Accounts, type AccountSummary } from '@patchbay/auth'
import { parseArgs } from 'node:util'
import { UsageError, type Command, type CommandContext } from '../command.ts'

/** Makes people who can sign in, and links with which they set their passwords. */
export const usersCommand: Command = {
  usage: [
    'users create --email <e-mail> [--admin]   a person, and a link to set the password',
    'users link --email <e-mail>               another link, for a password that was forgotten',
    'users list',
  ],
  run([verb, ...words], context) {
    const accounts = createAccounts(context.database)
    if (verb === 'create') return createUser(accounts, words, context)
    if (verb === 'link') return createLink(accounts, words, context)
    if (verb === 'list' && words.length === 0) return listUsers(accounts, context)
    throw new UsageError(verb ? `users ${[verb, ...words].join(' ')} is not a command.` : 'Say what to do with users.')
  },
}

async function createUser(accounts: Accounts, words: string[], context: CommandContext): Promise<void> {
  const { email, admin } = readOptions(words)
  const account = await accounts.ensure(email, admin ? 'admin' : undefined)
  await createAudit(context.database).write({ event: 'user.created', userId: account.id, details: { role: account.role } })
  context.print(`${account.email} ${account.role === 'admin' ? 'is an administrator' : 'is a user'}.`)
  await printLink(accounts, account.id, context)
}

async function createLink(accounts: Accounts, words: string[], context: CommandContext): Promise<void> {
  const { email } = readOptions(words)
  const account = (await accounts.list()).find((each) => each.email.toLowerCase() === email.toLowerCase())
  if (!account) throw new UsageError(`There is no user ${email}. users list shows them.`)
  await printLink(accounts, account.id, context)
}

async function printLink(accounts: Accounts, id: string, { config: { url }, print }: CommandContext): Promise<void> {
  const token = await accounts.passwordLinks.create(id)
  print('The password is set here, once, within a day:')
  print('')
  print(`${url.protocol}//auth.${url.host}/password/${token}`)
}

function readOptions(words: string[]): { email: string; admin: boolean } {
  try {
    const { email, admin = false } = parseArgs({ args: words, options: { email: { type: 'string' }, admin: { type: 'boolean' } } }).values
    if (email !== undefined) return { email, admin }
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
  throw new UsageError('Name --email <e-mail>.')
}

async function listUsers(accounts: Accounts, { print }: CommandContext): Promise<void> {
  const people = await accounts.list()
  if (people.length === 0) print('There are no users. Make one with: users create --email you@example.com --admin')
  for (const person of people) print(toLine(person))
}

function toLine({ email, role, hasPassword, createdAt }: AccountSummary): string {
  return [email, role.padEnd(5), hasPassword ? 'has a password' : 'has no password yet', `made ${createdAt.toISOString()}`].join('  ')
}

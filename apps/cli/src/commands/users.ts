import { createAccounts, createAudit, createMailer, invite, type Accounts, type AccountSummary } from '@patchbay/auth'
import { parseArgs } from 'node:util'
import { UsageError, type Command, type CommandContext } from '../command.ts'

/** Makes people who can sign in, and links with which they set their passwords. */
export const usersCommand: Command = {
  usage: [
    'users create --email <e-mail> [--admin]   a person, and a link to set the password',
    'users link --email <e-mail>               another link, for a password that was forgotten',
    'users invite --email <e-mail> [--admin]   the same, sent by mail where SMTP_URL is set',
    'users role --email <e-mail> --role <admin|user>',
    'users disable --email <e-mail>            keeps a person out; enable lets them in again',
    'users sign-out --email <e-mail>           ends every session; what programs may do stays',
    'users list',
  ],
  run([verb, ...words], context) {
    const accounts = createAccounts(context.database)
    if (verb === 'create') return createUser(accounts, words, context)
    if (verb === 'invite') return inviteUser(accounts, words, context)
    if (verb === 'role') return setRole(accounts, words, context)
    if (verb === 'disable' || verb === 'enable') return setDisabled(accounts, words, { ...context, isDisabled: verb === 'disable' })
    if (verb === 'sign-out') return signOut(accounts, words, context)
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
  await printLink(accounts, (await findUser(accounts, readOptions(words).email)).id, context)
}

async function findUser(accounts: Accounts, email: string): Promise<AccountSummary> {
  const account = (await accounts.list()).find((each) => each.email.toLowerCase() === email.toLowerCase())
  if (!account) throw new UsageError(`There is no user ${email}. users list shows them.`)
  return account
}

async function inviteUser(accounts: Accounts, words: string[], context: CommandContext): Promise<void> {
  const { email, admin } = readOptions(words)
  const { mail, signUp, url } = context.config
  if (signUp.policy === 'closed') throw new UsageError('SIGN_UP=closed takes no invitations. users create makes a person all the same.')
  const mailer = mail && createMailer(mail)
  const audit = createAudit(context.database)
  const issuer = `${url.protocol}//auth.${url.host}`
  try {
    const options = { accounts, audit, mailer, issuer, domain: url.host }
    const { account, link } = await invite({ email, role: admin ? 'admin' : undefined }, options)
    if (link === undefined) context.print(`An invitation is on its way to ${account.email}.`)
    else printPasswordLink(link, context)
  } finally {
    mailer?.close()
  }
}

async function signOut(accounts: Accounts, words: string[], context: CommandContext): Promise<void> {
  const { email } = readOptions(words)
  const { id } = await findUser(accounts, email)
  await accounts.signOutEverywhere(id)
  await createAudit(context.database).write({ event: 'session.ended', userId: id, details: { everywhere: true, by: 'command' } })
  context.print(`${email} is signed out of every browser. What programs may do stays.`)
}

async function setRole(accounts: Accounts, words: string[], context: CommandContext): Promise<void> {
  const { email, role } = readOptions(words)
  if (role !== 'admin' && role !== 'user') throw new UsageError('Name --role admin or --role user.')
  const { id } = await findUser(accounts, email)
  await accounts.setRole(id, role)
  await createAudit(context.database).write({ event: 'user.changed', userId: id, details: { role } })
  context.print(`${email} ${role === 'admin' ? 'is an administrator' : 'is a user'}.`)
}

async function setDisabled(accounts: Accounts, words: string[], context: CommandContext & { isDisabled: boolean }): Promise<void> {
  const { email } = readOptions(words)
  const { id } = await findUser(accounts, email)
  await accounts.setDisabled(id, context.isDisabled)
  await createAudit(context.database).write({ event: 'user.changed', userId: id, details: { disabled: context.isDisabled } })
  context.print(
    context.isDisabled
      ? `${email} is kept out. Keys and tokens stop working within 30 seconds.`
      : `${email} may sign in again; keys are to be made anew.`,
  )
}

async function toLink(accounts: Accounts, id: string, { config: { url } }: CommandContext): Promise<string> {
  return `${url.protocol}//auth.${url.host}/password/${await accounts.passwordLinks.create(id)}`
}

async function printLink(accounts: Accounts, id: string, context: CommandContext): Promise<void> {
  printPasswordLink(await toLink(accounts, id, context), context)
}

function printPasswordLink(link: string, { print }: CommandContext): void {
  print('The password is set here, once, within a day:')
  print('')
  print(link)
}

function readOptions(words: string[]): { email: string; admin: boolean; role?: string | undefined } {
  try {
    const options = { email: { type: 'string' }, admin: { type: 'boolean' }, role: { type: 'string' } } as const
    const { email, admin = false, role } = parseArgs({ args: words, options }).values
    if (email !== undefined) return { email, admin, role }
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

function toLine({ email, role, hasPassword, createdAt, disabledAt }: AccountSummary): string {
  const state = disabledAt ? 'is kept out' : hasPassword ? 'has a password' : 'has no password yet'
  return [email, role.padEnd(5), state, `made ${createdAt.toISOString()}`].join('  ')
}

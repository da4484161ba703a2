import { ConfigError } from '@patchbay/config'
import { AppError } from '@patchbay/plugin-kit'
import { CommandFailed, UsageError, type Command, type CommandContext } from './command.ts'
import { auditCommand } from './commands/audit.ts'
import { clientsCommand } from './commands/clients.ts'
import { doctorCommand } from './commands/doctor.ts'
import { jobsCommand } from './commands/jobs.ts'
import { keysCommand } from './commands/keys.ts'
import { migrateCommand } from './commands/migrate.ts'
import { pluginsCommand } from './commands/plugins.ts'
import { secretCommand } from './commands/secret.ts'
import { signingKeysCommand } from './commands/signing-keys.ts'
import { usageCommand } from './commands/usage.ts'
import { usersCommand } from './commands/users.ts'

const commands: Readonly<Record<string, Command>> = {
  audit: auditCommand,
  clients: clientsCommand,
  doctor: doctorCommand,
  jobs: jobsCommand,
  keys: keysCommand,
  migrate: migrateCommand,
  plugins: pluginsCommand,
  secret: secretCommand,
  'signing-keys': signingKeysCommand,
  usage: usageCommand,
  users: usersCommand,
}

/** Runs a command that needs the database and prints what it says. The exit code: 0, or 1 when it could not be done. */
export async function runCommand([name = '', ...words]: readonly string[], context: CommandContext): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  try {
    if (!command) throw new UsageError(name ? `${name} is not a command.` : 'Name a command.')
    await command.run(words, context)
    return 0
  } catch (error) {
    if (!isForPeople(error)) throw error
    context.print(error.message)
    if (error instanceof UsageError) for (const line of toUsage(command)) context.print(`  ${line}`)
    return 1
  }
}

function isForPeople(error: unknown): error is Error {
  return [UsageError, CommandFailed, AppError, ConfigError].some((kind) => error instanceof kind)
}

function toUsage(command: Command | undefined): readonly string[] {
  return command ? command.usage : Object.values(commands).flatMap((each) => each.usage)
}

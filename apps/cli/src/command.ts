import type { Config } from '@patchbay/config'
import type { PlatformDatabase } from '@patchbay/database'

/** What a command works with. */
export interface CommandContext {
  config: Config
  database: PlatformDatabase
  print: (line: string) => void
}

/** A group of commands, such as `keys`. */
export interface Command {
  /** How to call it, a line each. */
  usage: readonly string[]
  /** @throws UsageError when the words are wrong */
  run(words: readonly string[], context: CommandContext): Promise<void>
}

/** The command did its work and found that something is not as it should be. */
export class CommandFailed extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CommandFailed'
  }
}

/** The words of a command are wrong; the message says how. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

import type { CommandContext } from '../command.ts'
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { runCommand } from '../run-command.ts'
import { toSocketPath } from './socket-path.ts'

export interface CommandServerOptions extends Omit<CommandContext, 'print'> {
  log: { error(fields: object, message: string): void }
}

/**
 * Takes commands from `npm run keys` and its like while this process holds the embedded database: one line of JSON words in,
 * lines of JSON out, the last with the exit code. Only the owner of the data folder can connect.
 */
export async function serveCommands(options: CommandServerOptions): Promise<{ close(): Promise<void> }> {
  const path = toSocketPath(options.config.dataFolder)
  // The lock of the database is held, so a socket that is there was left by a process that is gone.
  rmSync(path, { force: true })
  const server = createServer((socket) => void answer(socket, options))
  const mask = process.umask(0o177)
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  } finally {
    process.umask(mask)
  }
  chmodSync(path, 0o600)
  return { close: () => new Promise((resolve) => server.close(() => resolve())) }
}

async function answer(socket: Socket, options: CommandServerOptions): Promise<void> {
  socket.on('error', () => socket.destroy())
  const send = (message: object) => socket.write(`${JSON.stringify(message)}\n`)
  try {
    for await (const line of createInterface({ input: socket })) {
      const code = await runCommand(JSON.parse(line) as string[], { ...options, print: (text) => send({ text }) })
      socket.end(`${JSON.stringify({ code })}\n`)
      return
    }
  } catch (err) {
    options.log.error({ err }, 'command failed')
    send({ text: 'The command failed. The log of the running Patchbay says why.' })
    socket.end(`${JSON.stringify({ code: 1 })}\n`)
  }
}

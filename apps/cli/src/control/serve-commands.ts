import type { CommandContext } from '../command.ts'
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
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
  const waiting = new Set<Socket>()
  const server = createServer((socket) => {
    waiting.add(socket)
    socket.setTimeout(patience, () => socket.destroy())
    void answer(socket, options, () => waiting.delete(socket)).finally(() => waiting.delete(socket))
  })
  await listen(server, path)
  chmodSync(path, 0o600)
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // A connection without a command holds up nothing.
        for (const socket of waiting) socket.destroy()
      }),
  }
}

/** Milliseconds a connection may be silent. */
const patience = 5000

/** No command is longer. */
const longestLine = 65_536

/** The socket file is made at once in this call, with the mask that holds then. */
function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const mask = process.umask(0o177)
    server.once('error', reject).listen(path, resolve)
    process.umask(mask)
  })
}

/** The first line that comes; undefined when it is too long or none comes. */
async function readLine(socket: Socket): Promise<string | undefined> {
  let text = ''
  for await (const chunk of socket.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    if (text.includes('\n')) return text.slice(0, text.indexOf('\n'))
    if (text.length > longestLine) return undefined
  }
  return undefined
}

async function answer(socket: Socket, options: CommandServerOptions, begin: () => void): Promise<void> {
  socket.on('error', () => socket.destroy())
  const send = (message: object) => socket.write(`${JSON.stringify(message)}\n`)
  try {
    const line = await readLine(socket)
    if (line === undefined) {
      socket.destroy()
      return
    }
    begin()
    socket.setTimeout(0)
    const code = await runCommand(JSON.parse(line) as string[], { ...options, print: (text) => send({ text }) })
    socket.end(`${JSON.stringify({ code })}\n`)
  } catch (err) {
    options.log.error({ err }, 'command failed')
    send({ text: 'The command failed. The log of the running Patchbay says why.' })
    socket.end(`${JSON.stringify({ code: 1 })}\n`)
  }
}

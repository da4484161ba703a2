import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { toSocketPath } from './socket-path.ts'

/**
 * Hands a command to the process that holds the embedded database. The exit code; undefined when no process does, so that the
 * caller can open the database itself.
 */
export async function forwardCommand(
  words: readonly string[],
  dataFolder: string,
  print: (line: string) => void,
): Promise<number | undefined> {
  const socket = await open(toSocketPath(dataFolder))
  if (!socket) return undefined
  socket.write(`${JSON.stringify(words)}\n`)
  for await (const line of createInterface({ input: socket })) {
    const message = JSON.parse(line) as { text: string } | { code: number }
    if ('code' in message) return message.code
    print(message.text)
  }
  print('The running Patchbay stopped before the command was done. Try again.')
  return 1
}

function open(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => resolve(socket)).once('error', () => resolve(undefined))
  })
}

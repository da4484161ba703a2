import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The socket on which the process that holds the embedded database takes commands. */
export function toSocketPath(dataFolder: string): string {
  const path = resolve(dataFolder, 'control.sock')
  // Systems cut socket paths at about 104 bytes.
  if (Buffer.byteLength(path) <= 100) return path
  return join(tmpdir(), `patchbay-${createHash('sha256').update(path).digest('hex').slice(0, 16)}.sock`)
}

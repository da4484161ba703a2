import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface FolderLock {
  release: () => void
}

const sqliteBusy = 5

/**
 * Makes this process the only one that may open the folder. It is a file lock of the operating system, held by SQLite, so it ends
 * with the process however that ends. Nothing else in this process may open `lock.sqlite`: closing it again would free the lock.
 *
 * @throws Error that names the process which has the folder.
 */
export function lockFolder(folder: string): FolderLock {
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'))
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive')
  } catch (error) {
    lock.close()
    throw toLockError(folder, error)
  }
  writeFileSync(holderFile(folder), `${process.pid}\n`)
  return { release: () => lock.close() }
}

function toLockError(folder: string, error: unknown): Error {
  if ((error as { errcode?: number }).errcode !== sqliteBusy) {
    return new Error(`${folder} can't be locked. Set PATCHBAY_DATA to a folder on a local disk that Patchbay may write to.`, {
      cause: error,
    })
  }
  return new Error(
    `${folder} is open in another Patchbay process (${readHolder(folder)}). Stop it, or set PATCHBAY_DATA to another folder.`,
    { cause: error },
  )
}

function readHolder(folder: string): string {
  try {
    return `pid ${Number.parseInt(readFileSync(holderFile(folder), 'utf8'), 10)}`
  } catch {
    return 'pid unknown'
  }
}

function holderFile(folder: string): string {
  return join(folder, 'lock.pid')
}

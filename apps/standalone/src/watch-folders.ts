import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs'
import { join, sep } from 'node:path'

const ignored = /^node_modules$|^\.|~$/

/**
 * Tells of every change in the folders and below, also of folders that come later. Folder by folder, since Node's own recursive
 * watching on Linux loses a file that an editor replaces by renaming another to it.
 */
export function watchFolders(folders: readonly string[], onChange: (path: string) => void): Disposable {
  const watched = new Map<string, FSWatcher>()

  const add = (folder: string) => {
    if (watched.has(folder)) return
    const watcher = watch(folder, (_event, name) => {
      if (name === null || ignored.test(name)) return
      const path = join(folder, name)
      if (isFolder(path)) add(path)
      else remove(path)
      onChange(path)
    })
    watched.set(folder, watcher)
    watcher.on('error', () => remove(folder))
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory() && !ignored.test(entry.name)) add(join(folder, entry.name))
  }

  const remove = (folder: string) => {
    for (const [path, watcher] of watched) {
      if (path !== folder && !path.startsWith(folder + sep)) continue
      watcher.close()
      watched.delete(path)
    }
  }

  for (const folder of folders) add(folder)
  return {
    [Symbol.dispose]() {
      for (const watcher of watched.values()) watcher.close()
    },
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** A file of a plugin package. */
export interface PackageFile {
  /** With `/` between folders, without one at the start. */
  path: string
  content: string | Uint8Array
}

/** A JSON file as people would write it. */
export function toJsonFile(path: string, value: object): PackageFile {
  return { path, content: `${JSON.stringify(value, null, 2)}\n` }
}

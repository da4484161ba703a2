import { strToU8, zipSync, type Zippable } from 'fflate'
import type { PackageFile } from './package-file.ts'

/** ZIP has no time zone and no time before 1980; one fixed time makes the same files the same bytes. */
const time = '1980-01-01T00:00:00'

/** Packs files in the order given. The same files give the same bytes, everywhere and always. */
export function toZip(files: readonly PackageFile[]): Uint8Array {
  const entries: Zippable = {}
  for (const { path, content } of files) entries[path] = typeof content === 'string' ? strToU8(content) : content
  return zipSync(entries, { mtime: time, level: 9 })
}

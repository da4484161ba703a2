import { AppError } from '@patchbay/plugin-kit'
import { unzipSync } from 'fflate'

/** A text file that is to become a note. */
export interface TextFile {
  path: string
  /** Undefined where it can't be read as text. */
  text: string | undefined
  /** Why it is not read at all. */
  reason?: string
}

const mostFiles = 20_000
/** Bytes of one file and of all together, after unpacking: a small archive can hold a great deal. */
const longestFile = 262_144
const mostBytes = 64 * 1024 * 1024

/**
 * The Markdown and text files of a ZIP, in the order of their paths; a single such file when it is no ZIP.
 *
 * @throws AppError `invalid_input` when it is neither, or holds too much
 */
export function readFiles(bytes: Uint8Array, name: string): TextFile[] {
  if (!isZip(bytes)) {
    if (!isNoteFile(name)) throw new AppError('invalid_input', `${name} is neither a ZIP nor a Markdown or text file.`)
    return [{ path: name, text: toText(bytes) }]
  }
  const { entries, huge } = unzip(bytes)
  const read = Object.entries(entries).map(([path, entry]) => ({ path, text: toText(entry) }))
  const reason = `it is larger than ${longestFile / 1024} KB; a note has at most 5000 characters`
  return [...read, ...huge.map((path) => ({ path, text: undefined, reason }))].toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** @returns the files that may become notes, and the paths of those that are left packed */
function unzip(bytes: Uint8Array): { entries: Record<string, Uint8Array>; huge: string[] } {
  const huge: string[] = []
  const room = { files: mostFiles, bytes: mostBytes }
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!isNoteFile(name)) return false
        const isHuge = originalSize > longestFile
        room.files -= 1
        room.bytes -= isHuge ? 0 : originalSize
        if (room.files < 0 || room.bytes < 0)
          throw new AppError(
            'invalid_input',
            `A ZIP may hold ${mostFiles} notes of ${mostBytes / 1024 / 1024} MB together. Send it in parts.`,
          )
        if (isHuge) huge.push(name)
        return !isHuge
      },
    })
    return { entries, huge }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('invalid_input', 'The ZIP is damaged, or packed in a way that is not known.', { cause: error })
  }
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)
}

/** Not what systems put beside people's files. */
function isNoteFile(path: string): boolean {
  return /\.(md|markdown|txt)$/i.test(path) && !/(^|\/)(\.|__MACOSX\/)/.test(path)
}

function toText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

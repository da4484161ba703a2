import { readFile } from 'node:fs/promises'
import type { Finding, QualityRule } from './quality-rule.ts'

const smallest = 48
const largest = 4_096
const best = 512
const mostBytes = 5 * 1024 * 1024

export const logo: QualityRule = {
  title: 'has a square PNG logo',
  async find(plugin) {
    const bytes = await readFile(plugin.logo).catch((error: Error) => error.message)
    if (typeof bytes === 'string') return [toError(`can't be read: ${bytes}`)]
    const size = readSize(bytes)
    return size ? checkSize(size, bytes.length) : [toError(`is ${toKind(bytes)}, not a PNG; hosts show PNGs only`)]
  },
}

/** The first chunk of a PNG is IHDR, which begins with width and height (PNG §11.2.1). */
function readSize(bytes: Buffer): { width: number; height: number } | undefined {
  const isPng = bytes.length >= 24 && bytes.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n' && bytes.toString('latin1', 12, 16) === 'IHDR'
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : undefined
}

function checkSize({ width, height }: { width: number; height: number }, bytes: number): Finding[] {
  if (width !== height) return [toError(`is ${width} × ${height}; make it square`)]
  if (width < smallest || width > largest) return [toError(`is ${width} pixels wide; hosts take ${smallest} to ${largest}`)]
  if (bytes > mostBytes) return [toError(`has ${bytes} bytes; hosts take at most ${mostBytes}`)]
  return width === best ? [] : [{ level: 'warning', place: 'logo', message: `is ${width} pixels wide; ${best} looks best everywhere` }]
}

function toKind(bytes: Buffer): string {
  return bytes.toString('latin1', 0, 3) === 'GIF' ? 'a GIF' : 'something else'
}

function toError(message: string): Finding {
  return { level: 'error', place: 'logo', message }
}

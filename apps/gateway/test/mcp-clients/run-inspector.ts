import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const manifest = require.resolve('@modelcontextprotocol/inspector/package.json')
const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: Record<string, string> }
const program = join(dirname(manifest), bin['mcp-inspector']!)

/** The official inspector on the command line. Names below `localhost` are found by a preload, since it is not ours to change. */
export function runInspector(url: string, key: string, words: readonly string[]): Promise<{ code: number; output: string }> {
  const lookup = join(import.meta.dirname, 'localhost-names.mjs')
  const all = [program, '--cli', url, '--transport', 'http', '--header', `Authorization: Bearer ${key}`, '--format', 'json', ...words]
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      all,
      { env: { ...process.env, NODE_OPTIONS: `--import=${lookup}` }, timeout: 60_000 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    )
  })
}

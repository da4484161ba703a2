import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const manifest = require.resolve('@modelcontextprotocol/inspector/package.json')
const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: Record<string, string> }
const program = join(dirname(manifest), bin['mcp-inspector']!)

export interface Inspecting {
  url: string
  /** Without one it signs in. */
  key?: string
  words: readonly string[]
  /** Where it keeps what it has signed in to. */
  home?: string
  /** Hears what it says to its person. */
  onText?: (text: string) => void
}

/** The official inspector on the command line. Names below `localhost` are found by a preload, since it is not ours to change. */
export function runInspector({ url, key, words, home, onText }: Inspecting): Promise<{ code: number; output: string }> {
  const lookup = join(import.meta.dirname, 'localhost-names.mjs')
  const header = key ? ['--header', `Authorization: Bearer ${key}`] : []
  const all = [program, '--cli', url, '--transport', 'http', ...header, '--format', 'json', ...words]
  const env = {
    ...process.env,
    ...(home && { HOME: home, MCP_AUTO_OPEN_ENABLED: 'true', BROWSER: 'true', MCP_INSPECTOR_SECRET_STORE: 'file' }),
    NODE_OPTIONS: `--import=${lookup}`,
  }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, all, { env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    )
    child.stdout!.on('data', (chunk) => onText?.(String(chunk)))
    child.stderr!.on('data', (chunk) => onText?.(String(chunk)))
  })
}

import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expectedFailures } from './expected-failures.ts'

const require = createRequire(import.meta.url)
export const program = join(dirname(require.resolve('@modelcontextprotocol/conformance/package.json')), 'dist/index.js')

/** One scenario of the official suite, such as those of extensions, which no revision requires. */
export function runScenario(url: string, scenario: string): Promise<{ code: number; output: string }> {
  return run(['--url', url, '--scenario', scenario, '--spec-version', '2026-07-28', '--force'])
}

/**
 * The official conformance suite against a server; it fails also where a scenario passes that is expected to fail. Everything goes
 * to this machine.
 */
export function runConformance(url: string, requirements: string): Promise<{ code: number; output: string }> {
  const file = join(mkdtempSync(join(tmpdir(), 'conformance-')), 'expected.yaml')
  writeFileSync(file, JSON.stringify({ server: Object.keys(expectedFailures[requirements]!) }))
  return run(['--url', url, '--requirements', requirements, '--expected-failures', file])
}

function run(words: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, 'server', ...words], { maxBuffer: 1 << 26, timeout: 240_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    )
  })
}

import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createPlugin } from '../quality-rules/__fixtures__/trips.ts'
import { describePlugin } from './describe-plugin.ts'

describe('describePlugin', () => {
  describePlugin(createPlugin())

  it('fails for errors, prints warnings, and lets the rest pass', async () => {
    const output = await runFaultySuite()
    expect(output).toContain('× says what stores accept')
    expect(output).toContain('- title has the word "OpenAI", which stores refuse')
    expect(output).toContain('- description does not begin with "Plugin for …"')
    expect(output).toContain('× starts on empty tables with its default settings')
    expect(output).toContain('Migration 001-trips failed: type "integr" does not exist')
    expect(output).toMatch(/Tests +2 failed \| 10 passed/)
  }, 60_000)
})

/** The suite of a plugin with faults, in a process of its own: here its failures would be ours. */
async function runFaultySuite(): Promise<string> {
  const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')))
  const config = fileURLToPath(new URL('__fixtures__/vitest.config.ts', import.meta.url))
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, GITHUB_ACTIONS: undefined }
  const child = spawn(process.execPath, [vitest, 'run', '--config', config, '--reporter', 'default'], { env })
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  return output + errors
}

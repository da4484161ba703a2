import { findPort, runInspector } from '@patchbay/gateway/testing'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { readStructured, type Given, type Hands, type Value } from './hands.ts'
import { toUrl, type Opening } from './sign-in.ts'

/** The inspector on the command line, a process for each call: it registers, knows no tasks here and can ask nothing. */
export async function openInspector({ gateway, person, plugin, era = 'legacy' }: Opening & { era?: string }): Promise<Hands> {
  const home = mkdtempSync(join(tmpdir(), 'patchbay-inspector-'))
  const callback = `http://127.0.0.1:${await findPort()}/oauth/callback`
  const { href: url } = toUrl({ gateway, plugin })
  let signIns = 0
  /** A browser goes where the inspector says, and back to its callback. */
  const onText = (text: string) => {
    const target = /navigate to: (\S+)/.exec(text)?.[1]
    if (!target) return
    signIns += 1
    void person.allow(new URL(target)).then((back) => fetch(`${callback}?${back}`))
  }
  const run = async (words: readonly string[]): Promise<Value> => {
    const { output } = await runInspector({ url, home, words: ['--callback-url', callback, '--protocol-era', era, ...words], onText })
    const line = output.split('\n').find((each) => each.startsWith('{'))
    expect(line, output).toContain('"result"')
    return (JSON.parse(line!) as { result: Value }).result
  }
  const call = async (name: string, given: Given) =>
    readStructured(name, await run(['--method', 'tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(given)]))
  const start = async (name: string, given: Given): Promise<string> => {
    const answer = await call(name, given)
    if (answer.status === 'queued') return answer.jobId
    expect(answer).toMatchObject({ status: 'confirmation_required' })
    await person.approve(answer.confirmation.url)
    return (await call(name, { ...given, confirmationId: answer.confirmation.id })).jobId
  }
  const waitFor = (jobId: string, status: string): Promise<Value> =>
    vi.waitFor(
      async () => {
        const job = await call('getJob', { jobId })
        expect(job).toMatchObject({ status })
        return job
      },
      { timeout: 30_000 },
    )
  const { tools } = await run(['--method', 'tools/list'])
  return {
    names: tools.map(({ name }: { name: string }) => name),
    call,
    async finish(name, given) {
      const jobId = await start(name, given)
      return { jobId, result: (await waitFor(jobId, 'succeeded')).result }
    },
    async cancel(name, given) {
      const jobId = await start(name, given)
      await call('cancelJob', { jobId })
      await waitFor(jobId, 'cancelled')
      return jobId
    },
    async close() {
      expect(signIns, 'it signed in, once').toBe(1)
      rmSync(home, { recursive: true })
    },
  }
}

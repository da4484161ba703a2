import { examineOAuth, type DoctorStep } from '@patchbay/auth'
import { isLocal, type Config } from '@patchbay/config'
import { findPlugins, pluginsFolder } from '@patchbay/plugin-host'
import { createSafeRequest, type SafeRequest } from '@patchbay/safe-fetch'
import { parseArgs } from 'node:util'
import { CommandFailed, UsageError, type Command } from '../command.ts'

/** Finds out which step of a sign-in fails, and why. */
export const doctorCommand: Command = {
  usage: ['doctor oauth <plugin> [--client-document <URL>]   signs in as each kind of client does; Patchbay must run'],
  async run(words, { config, database, print }) {
    const { plugin, clientDocument } = readOptions(words)
    const request = createRequest(config)
    try {
      let style = ''
      const onStep = (step: DoctorStep) => {
        if (step.style !== style) print(step.style)
        style = step.style
        for (const line of toLines(step)) print(line)
      }
      const steps = await examineOAuth({ database, fetch: request.fetch, url: config.url, plugin, clientDocument, onStep })
      const failed = steps.filter(({ outcome }) => outcome === 'failed').length
      if (failed > 0) throw new CommandFailed(`${failed} of ${steps.length} steps failed.`)
      print(`Signing in to ${plugin} works.`)
    } finally {
      await request.close()
    }
  },
}

function readOptions(words: readonly string[]): { plugin: string; clientDocument: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      args: [...words],
      options: { 'client-document': { type: 'string' } },
      allowPositionals: true,
    })
    const [what, plugin = '', ...rest] = positionals
    if (what !== 'oauth' || !plugin || rest.length > 0) throw new UsageError('Say what to examine.')
    const known = findPlugins(pluginsFolder).map(({ name }) => name)
    if (!known.includes(plugin)) throw new UsageError(`There is no plugin ${plugin}; there are ${known.join(', ')}.`)
    return { plugin, clientDocument: values['client-document'] }
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message)
  }
}

/** Hosts of this Patchbay are asked at the gateway, with their own names. */
function createRequest({ url, console: { gatewayUrl: address } }: Config): SafeRequest {
  const isOwn = (host: string) => host === url.host || host.endsWith(`.${url.host}`)
  return createSafeRequest({ allowLoopback: url.protocol === 'http:' && isLocal(url.hostname), own: { isOwn, address } })
}

const marks = { passed: '✓', failed: '✗', skipped: '–' }

function toLines({ step, outcome, why, advice }: DoctorStep): string[] {
  return [`  ${marks[outcome]} ${step}${why ? `: ${why}` : ''}`, ...(advice ? [`      ${advice}`] : [])]
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { program } from './run-conformance.ts'

export interface AuthorizationRun {
  issuer: string
  /** The revision of MCP whose scenarios run. */
  revision: string
  clientId: string
  /** Where the suite waits for the answer: `http://127.0.0.1:<port>/callback`. */
  port: number
  resource: string
  /** Goes from the authorization URL to the callback, as a person does. */
  signIn: (url: string) => Promise<URL>
}

/** All scenarios of the official suite for authorization servers. It prints the URL to open and waits to be called back. */
export async function runAuthorizationConformance(run: AuthorizationRun): Promise<{ code: number; output: string }> {
  const { issuer, revision, clientId, port, resource } = run
  const words = ['authorization', '--url', issuer, '--client-id', clientId, '--resource', resource, '--port', String(port)]
  const preload = import.meta.resolve('./resolve-localhost.ts')
  const child = spawn(process.execPath, ['--import', preload, program, ...words, '--spec-version', revision], { timeout: 60_000 })
  let output = ''
  let visit: Promise<unknown> | undefined
  const read = (chunk: Buffer) => {
    output += chunk.toString()
    const url = /^(http\S+\/oauth\/authorize\?\S+)\s/m.exec(output)?.[1]
    if (url !== undefined) visit ??= visitCallback(run, url)
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const [code] = (await once(child, 'close')) as [number | null]
  await visit
  return { code: code ?? 1, output }
}

async function visitCallback({ signIn }: AuthorizationRun, url: string): Promise<void> {
  await fetch(await signIn(url))
}

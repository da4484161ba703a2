import type { PlatformDatabase } from '@patchbay/database'
import { randomBytes, randomUUID } from 'node:crypto'
import { createAccounts } from '../accounts/accounts.ts'
import { createAudit } from '../audit.ts'
import { createClients, type NewClient } from '../oauth/clients.ts'
import { askJson, readDocument, type Fetch } from './ask-json.ts'
import { CourseEnded, createCourse, type Course, type DoctorStep } from './course.ts'
import { discover, type Discovered } from './discover.ts'
import { walkClient, type DoctorClient, type WalkOptions } from './walk-client.ts'

export interface ExamineOptions {
  database: PlatformDatabase
  /** Reaches the hosts of this Patchbay by their public names; follows no redirects. */
  fetch: Fetch
  /** The public origin of the domain. */
  url: URL
  plugin: string
  /** The metadata document of a client that may be called back on loopback, at a public address; without it that kind is left out. */
  clientDocument?: string | undefined
  /** Told as it goes. */
  onStep?: (step: DoctorStep) => void
}

interface Examination extends WalkOptions {
  plugin: string
  create: (client: Omit<NewClient, 'name'>) => Promise<{ id: string; secret: string | undefined }>
  /** A client that is there by itself, to be removed. */
  adopt: (id: string) => void
  run: (style: string, walk: (course: Course) => Promise<void>) => Promise<void>
}

const loopback = 'http://127.0.0.1/callback'

/**
 * Signs in to a plugin as each kind of client does, over HTTP, with a person and clients of its own, which it removes. A kind ends at
 * the first step that fails; the others go on.
 */
export async function examineOAuth(options: ExamineOptions): Promise<DoctorStep[]> {
  const { url, plugin } = options
  const toOrigin = (name: string) => `${url.protocol}//${name}.${url.host}`
  const steps: DoctorStep[] = []
  const report = (step: DoctorStep) => {
    steps.push(step)
    options.onStep?.(step)
  }
  await using patient = await createPatient(options)
  const examination: Examination = {
    ...patient,
    plugin,
    fetch: options.fetch,
    origin: toOrigin(plugin),
    issuer: toOrigin('auth'),
    async run(style, walk) {
      await walk(createCourse(style, report)).catch((error: unknown) => {
        if (!(error instanceof CourseEnded)) throw error
      })
    },
  }
  let server: Discovered | undefined
  await examination.run('discovery', async (course) => void (server = await discover(course, examination)))
  await walkHosts(examination)
  if (server) await walkStandards(examination, server, options.clientDocument)
  return steps
}

/** Hosts that are given a secret and say no more than they must. */
async function walkHosts(examination: Examination): Promise<void> {
  const { run, origin, fetch, create, plugin } = examination
  const confidential = async (): Promise<Pick<DoctorClient, 'id' | 'secret' | 'usesPkce'>> => ({
    ...(await create({ plugin, redirectUris: [] })),
    usesPkce: false,
  })
  await run('ChatGPT plugin', async (course) => {
    const auth = await course.step('manifest', 'The plugin must be switched on and offer a sign-in.', async () => {
      const manifest = await readDocument(fetch, `${origin}/.well-known/ai-plugin.json`)
      return (manifest['auth'] ?? {}) as Record<string, string>
    })
    const { client_url: authorizationUrl, authorization_url: tokenUrl } = auth
    if (!authorizationUrl || !tokenUrl) return course.skip('authorize', 'the manifest offers no sign-in')
    const redirectUri = `https://chat.openai.com/aip/plugin-${randomUUID()}/oauth/callback`
    await walkClient(course, { ...(await confidential()), sends: 'json', redirectUri, authorizationUrl, tokenUrl }, examination)
  })
  await run('GPT Action', async (course) => {
    const redirectUri = `https://chatgpt.com/aip/g-${randomBytes(8).toString('hex')}/oauth/callback`
    const urls = { authorizationUrl: `${origin}/oauth/authorize`, tokenUrl: `${origin}/oauth/token` }
    await walkClient(course, { ...(await confidential()), sends: 'basic', redirectUri, ...urls }, examination)
  })
}

/** Clients as OAuth 2.1 and MCP have them. */
async function walkStandards(examination: Examination, server: Discovered, clientDocument: string | undefined): Promise<void> {
  const { run, origin, create } = examination
  const { authorizationUrl, tokenUrl } = server
  const common = { sends: 'form' as const, usesPkce: true, resource: `${origin}/mcp`, redirectUri: loopback, authorizationUrl, tokenUrl }
  await run('public', async (course) => {
    const { id } = await create({ redirectUris: [loopback] })
    await walkClient(course, { ...common, id }, examination)
  })
  await run('registered', async (course) => walkClient(course, { ...common, id: await register(course, examination, server) }, examination))
  await run('document', async (course) => {
    if (!server.takesDocuments) return course.skip('client document', 'the server takes no clients that describe themselves')
    if (clientDocument === undefined) return course.skip('client document', 'no public document of a client is named')
    await walkClient(course, { ...common, id: clientDocument }, examination)
  })
}

/** RFC 7591 §3.1 */
async function register(course: Course, { fetch, adopt }: Examination, { registrationUrl }: Discovered): Promise<string> {
  return course.step('registration', 'Programs that register themselves can’t sign in. The log names the code.', async () => {
    const body = JSON.stringify({ client_name: name, redirect_uris: [loopback], token_endpoint_auth_method: 'none' })
    const { status, json } = await askJson(fetch, registrationUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    if (status !== 201 || typeof json['client_id'] !== 'string')
      throw new Error(`${registrationUrl} answers ${status} ${String(json['error_description'] ?? json['error'] ?? '')}`)
    adopt(json['client_id'])
    return json['client_id']
  })
}

const name = 'Sign-in doctor'

/** The person and the clients, until they are disposed of. */
async function createPatient({ database, url, plugin }: ExamineOptions) {
  const [accounts, clients, audit] = [createAccounts(database), createClients(database), createAudit(database)]
  const [email, password] = [`doctor-${randomBytes(6).toString('hex')}@${url.hostname}`, randomBytes(24).toString('base64url')]
  const made: string[] = []
  const details = { by: 'doctor' }
  const { id: userId } = await accounts.ensure(email)
  await audit.write({ event: 'user.created', userId, details })
  await accounts.passwordLinks.redeem(await accounts.passwordLinks.create(userId), password)
  return {
    email,
    password,
    async create(client: Omit<NewClient, 'name'>) {
      const { record, secret } = await clients.create({ ...client, name })
      made.push(record.id)
      await audit.write({ event: 'client.created', clientId: record.id, plugin, details })
      return { id: record.id, secret }
    },
    adopt: (id: string) => void made.push(id),
    async [Symbol.asyncDispose]() {
      for (const clientId of made) {
        await clients.revoke(clientId)
        await audit.write({ event: 'client.revoked', clientId, details })
      }
      await database.kysely.deleteFrom('users').where('id', '=', userId).execute()
      await audit.write({ event: 'user.changed', userId, details: { ...details, removed: true } })
    },
  }
}

import { hash, randomBytes } from 'node:crypto'
import { askJson, expectValue, type Fetch, type JsonAnswer } from './ask-json.ts'
import type { Course } from './course.ts'
import { createPerson } from './person.ts'

/** A client and how it behaves. */
export interface DoctorClient {
  id: string
  secret?: string | undefined
  /** How token requests are sent: hosts of 2023 send JSON. */
  sends: 'json' | 'basic' | 'form'
  usesPkce: boolean
  /** Which plugin it names; undefined for a client that leaves that out. */
  resource?: string | undefined
  redirectUri: string
  authorizationUrl: string
  tokenUrl: string
}

export interface WalkOptions {
  fetch: Fetch
  origin: string
  issuer: string
  email: string
  password: string
}

/** From the first redirect to a revoked grant, as this client would go. */
export async function walkClient(course: Course, client: DoctorClient, options: WalkOptions): Promise<void> {
  const { fetch, issuer, origin } = options
  const verifier = randomBytes(32).toString('base64url')
  const code = await authorize(course, client, { ...options, verifier })
  const first = await course.step('token', 'Look in the log for “sign-in failed”: it names the step and the code.', async () => {
    const fields = { grant_type: 'authorization_code', code, redirect_uri: client.redirectUri }
    const answer = await askToken(fetch, client, { ...fields, ...(client.usesPkce && { code_verifier: verifier }) })
    return readTokens(answer, options)
  })
  await course.step(
    'call',
    'The gateway refuses what auth.<domain> gave out: do all processes have one PATCHBAY_URL and one database?',
    () => call(options, first.access),
  )
  const second = await course.step('refresh', 'People would have to sign in every 15 minutes. The log names the code.', async () =>
    readTokens(await askToken(fetch, client, { grant_type: 'refresh_token', refresh_token: first.refresh }), options),
  )
  await course.step('revoke', `What people take back would still work at ${origin}. Look in the log of the gateway.`, async () => {
    const { status } = await send(
      fetch,
      `${issuer}/oauth/revoke`,
      { ...client, sends: client.sends === 'json' ? 'form' : client.sends },
      {
        token: second.refresh,
      },
    )
    expectStatus('the revocation', status, 200)
    // The token was not used before, so that no gateway remembers it.
    expectStatus('a call with a token of the revoked grant', (await listTools(options, second.access)).status, 401)
    const again = await askToken(fetch, client, { grant_type: 'refresh_token', refresh_token: second.refresh })
    expectValue('the error of a refresh afterwards', again.json['error'], 'invalid_grant')
  })
}

async function authorize(course: Course, client: DoctorClient, options: WalkOptions & { verifier: string }): Promise<string> {
  const person = createPerson({ ...options, redirectUri: client.redirectUri })
  const state = randomBytes(12).toString('base64')
  await course.step('authorize', 'The client, its redirect URI or the plugin is refused: see what the page says.', () =>
    person.open(toAuthorizationUrl(client, state, options.verifier)),
  )
  await course.step('sign-in', 'Cookies may get lost on the way: look whether a proxy drops them.', () => person.signIn())
  return course.step('consent', 'Look in the log for “sign-in failed”: it names the step and the code.', async () => {
    await person.allow()
    const { searchParams: answer } = person.end()
    if (answer.get('error') !== null) throw new Error(`the program is told ${answer.get('error')}: ${answer.get('error_description')}`)
    expectValue('state', answer.get('state'), state)
    expectValue('iss', answer.get('iss'), options.issuer)
    if (!answer.get('code')) throw new Error('the program gets no code')
    return answer.get('code')!
  })
}

function toAuthorizationUrl(client: DoctorClient, state: string, verifier: string): string {
  const url = new URL(client.authorizationUrl)
  const parameters = {
    response_type: 'code',
    client_id: client.id,
    redirect_uri: client.redirectUri,
    state,
    ...(client.resource && { resource: client.resource }),
    ...(client.usesPkce && { code_challenge: hash('sha256', verifier, 'base64url'), code_challenge_method: 'S256' }),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

function askToken(fetch: Fetch, client: DoctorClient, fields: Record<string, string>): Promise<JsonAnswer> {
  return send(fetch, client.tokenUrl, client, { ...fields, ...(client.resource && { resource: client.resource }) })
}

function send(
  fetch: Fetch,
  url: string,
  { id, secret, sends }: Pick<DoctorClient, 'id' | 'secret' | 'sends'>,
  fields: Record<string, string>,
): Promise<JsonAnswer> {
  const basic = Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret ?? '')}`).toString('base64')
  const all = sends === 'basic' ? fields : { ...fields, client_id: id, ...(secret !== undefined && { client_secret: secret }) }
  return askJson(fetch, url, {
    method: 'POST',
    headers: {
      'content-type': sends === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
      ...(sends === 'basic' && { authorization: `Basic ${basic}` }),
    },
    body: sends === 'json' ? JSON.stringify(all) : new URLSearchParams(all).toString(),
  })
}

function readTokens({ status, json }: JsonAnswer, { issuer, origin }: WalkOptions): { access: string; refresh: string } {
  const { access_token: access, refresh_token: refresh } = json
  if (status !== 200)
    throw new Error(`the token endpoint answers ${status} ${String(json['error'] ?? '')} ${String(json['error_description'] ?? '')}`)
  if (typeof access !== 'string' || typeof refresh !== 'string') throw new Error('the answer has not both an access and a refresh token')
  const claims = JSON.parse(Buffer.from(access.split('.')[1] ?? '', 'base64url').toString() || '{}') as Record<string, unknown>
  expectValue('the issuer of the token', claims['iss'], issuer)
  expectValue('the audience of the token', claims['aud'], origin)
  return { access, refresh }
}

async function call(options: WalkOptions, token: string): Promise<void> {
  const { status, headers, json } = await listTools(options, token)
  const challenge = headers.get('www-authenticate') ?? ''
  if (status !== 200 || json['result'] === undefined) throw new Error(`tools/list answers ${status} ${challenge}`.trim())
}

/** A call that changes nothing, at every plugin. */
function listTools({ fetch, origin }: WalkOptions, token: string): Promise<JsonAnswer> {
  return askJson(fetch, `${origin}/mcp`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
  })
}

function expectStatus(what: string, status: number, expected: number): void {
  if (status !== expected) throw new Error(`${what} answers ${status} instead of ${expected}`)
}

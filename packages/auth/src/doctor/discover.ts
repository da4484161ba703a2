import { askJson, expectValue, readDocument, type Fetch } from './ask-json.ts'
import type { Course } from './course.ts'

export interface Discovered {
  authorizationUrl: string
  tokenUrl: string
  registrationUrl: string
  /** Whether clients may describe themselves in a document. */
  takesDocuments: boolean
}

export interface DiscoverOptions {
  fetch: Fetch
  /** `https://notes.example.com` */
  origin: string
  /** `https://auth.example.com` */
  issuer: string
}

const checkUrl = 'Look at PATCHBAY_URL, and whether a proxy in front changes answers or hosts.'

/** From a call without a credential to the authorization server (RFC 9728 §5, RFC 8414 §3), as MCP clients go. */
export async function discover(course: Course, { fetch, origin, issuer }: DiscoverOptions): Promise<Discovered> {
  const resource = `${origin}/mcp`
  const wellKnown = `${origin}/.well-known/oauth-protected-resource/mcp`
  await course.step(
    'resource metadata',
    `${checkUrl} The plugin must be switched on and have actions that people sign in for.`,
    async () => {
      const metadata = await readDocument(fetch, wellKnown)
      expectValue('resource', metadata['resource'], resource)
      expectValue('authorization_servers', [metadata['authorization_servers']].flat()[0], issuer)
    },
  )
  await course.step('refusal of a wrong token', checkUrl, async () => {
    const { status, headers } = await askJson(fetch, resource, {
      method: 'POST',
      headers: { authorization: 'Bearer none', 'content-type': 'application/json' },
      body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
    })
    if (status !== 401) throw new Error(`${resource} answers ${status} instead of 401`)
    const challenge = headers.get('www-authenticate') ?? ''
    if (!challenge.includes(`resource_metadata="${wellKnown}"`)) throw new Error(`WWW-Authenticate does not name ${wellKnown}`)
  })
  return course.step('server metadata', `${checkUrl} auth.<domain> must reach the gateway.`, async () => {
    const metadata = await readDocument(fetch, `${issuer}/.well-known/oauth-authorization-server`)
    expectValue('issuer', metadata['issuer'], issuer)
    if (![metadata['code_challenge_methods_supported']].flat().includes('S256')) throw new Error('PKCE with S256 is not offered')
    const toUrl = (name: string) => {
      if (typeof metadata[name] !== 'string') throw new Error(`${name} is missing`)
      return metadata[name]
    }
    return {
      authorizationUrl: toUrl('authorization_endpoint'),
      tokenUrl: toUrl('token_endpoint'),
      registrationUrl: toUrl('registration_endpoint'),
      takesDocuments: metadata['client_id_metadata_document_supported'] === true,
    }
  })
}

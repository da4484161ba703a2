import { isFetchable } from './domain-rules.ts'
import type { Findings } from './finding.ts'
import { toObject, toText } from './to-object.ts'

/** How a plugin lets people in. `client_url` of the format is `authorizationUrl` here, `authorization_url` is `tokenUrl`. */
export type ManifestAuth =
  | { type: 'none' }
  | { type: 'service' | 'user'; scheme: 'bearer' | 'basic'; verificationTokens: Record<string, string> }
  | {
      type: 'oauth'
      authorizationUrl: string
      tokenUrl: string
      scope: string
      contentType: 'application/json' | 'application/x-www-form-urlencoded'
      verificationTokens: Record<string, string>
    }

export function readAuth(value: unknown, findings: Findings): ManifestAuth | undefined {
  const auth = toObject(value)
  const verificationTokens = readTokens(auth['verification_tokens'])
  switch (auth['type']) {
    case 'none':
      return { type: 'none' }
    case 'service_http':
    case 'user_http': {
      const type = auth['type'] === 'service_http' ? 'service' : 'user'
      const scheme = readScheme(auth['authorization_type'], findings)
      if (type === 'service' && auth['verification_tokens'] === undefined) adviseTokens(findings)
      if (type === 'user') findings.advice('auth.user_http', 'auth.type', 'Stores do not take user_http. Offer oauth to be listed.')
      return scheme && { type, scheme, verificationTokens }
    }
    case 'oauth':
      return readOAuth(auth, verificationTokens, findings)
    default:
      findings.error(
        value === undefined ? 'auth.missing' : 'auth.type.unknown',
        'auth',
        'Say how people get in: { "type": "none" }, "service_http", "user_http" or "oauth".',
      )
      return undefined
  }
}

function readTokens(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(toObject(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

function adviseTokens(findings: Findings): void {
  const message = 'Publish here the token that a host gives you when you register.'
  findings.advice('auth.verification_tokens', 'auth.verification_tokens', message)
}

function readScheme(value: unknown, findings: Findings): 'bearer' | 'basic' | undefined {
  const scheme = toText(value).toLowerCase()
  if (scheme === 'bearer' || scheme === 'basic') {
    const message = `Write ${JSON.stringify(scheme)}: not every host takes capitals.`
    if (scheme !== value) findings.warning('auth.authorization_type', 'auth.authorization_type', message)
    return scheme
  }
  findings.error('auth.authorization_type', 'auth.authorization_type', 'Say "bearer" or "basic": how the token is sent.')
  return undefined
}

function readOAuth(
  auth: Record<string, unknown>,
  verificationTokens: Record<string, string>,
  findings: Findings,
): ManifestAuth | undefined {
  const authorizationUrl = readEndpoint(auth, 'client_url', findings)
  const tokenUrl = readEndpoint(auth, 'authorization_url', findings)
  if (typeof auth['scope'] !== 'string')
    findings.warning('auth.scope.missing', 'auth.scope', 'Name the scopes that are asked for; "" asks for none.')
  if (Object.keys(verificationTokens).length === 0) adviseTokens(findings)
  const contentType = readContentType(auth['authorization_content_type'], findings)
  if (!authorizationUrl || !tokenUrl || !contentType) return undefined
  return { type: 'oauth', authorizationUrl, tokenUrl, scope: toText(auth['scope']), contentType, verificationTokens }
}

function readEndpoint(auth: Record<string, unknown>, name: 'client_url' | 'authorization_url', findings: Findings): string | undefined {
  const what = name === 'client_url' ? 'the page where people sign in' : 'the token endpoint'
  const url = URL.parse(toText(auth[name]))
  if (url && isFetchable(url)) return url.href
  const rule = auth[name] === undefined ? 'missing' : 'malformed'
  findings.error(`auth.${name}.${rule}`, `auth.${name}`, `Give the full https URL of ${what}. In this format it is called ${name}.`)
  return undefined
}

function readContentType(value: unknown, findings: Findings) {
  if (value === 'application/json' || value === 'application/x-www-form-urlencoded') return value
  const message = 'Say "application/json" or "application/x-www-form-urlencoded": how the token endpoint is asked.'
  findings.error('auth.authorization_content_type', 'auth.authorization_content_type', message)
  return undefined
}

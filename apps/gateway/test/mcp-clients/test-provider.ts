import type {
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client'

export interface TestProvider extends OAuthClientProvider {
  /** Where a browser was sent to sign in. */
  authorizationUrl: URL | undefined
}

/** What an MCP client keeps of a sign-in, in memory. With `documentUrl` the client describes itself there; else it registers. */
export function createTestProvider(documentUrl?: string): TestProvider {
  let information: StoredOAuthClientInformation | undefined
  let tokens: StoredOAuthTokens | undefined
  let discovery: OAuthDiscoveryState | undefined
  let verifier = ''
  const provider: TestProvider = {
    authorizationUrl: undefined,
    redirectUrl: 'http://127.0.0.1:50123/callback',
    ...(documentUrl && { clientMetadataUrl: documentUrl }),
    clientMetadata: {
      client_name: 'Agent',
      redirect_uris: ['http://127.0.0.1:50123/callback'],
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
    },
    clientInformation: () => information,
    saveClientInformation: (given) => void (information = given),
    tokens: () => tokens,
    saveTokens: (given) => void (tokens = given),
    redirectToAuthorization: (url) => void (provider.authorizationUrl = url),
    saveCodeVerifier: (given) => void (verifier = given),
    codeVerifier: () => verifier,
    saveDiscoveryState: (given) => void (discovery = given),
    discoveryState: () => discovery,
  }
  return provider
}

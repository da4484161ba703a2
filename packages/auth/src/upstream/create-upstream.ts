import * as client from 'openid-client'

export interface UpstreamOptions {
  issuer: string
  clientId: string
  clientSecret: string
  /** What people call it. */
  name: string
  /** `https://auth.example.com/upstream/callback` */
  redirectUri: string
}

/** What must come back from the provider, and is kept in the browser meanwhile. */
export interface Begun {
  state: string
  nonce: string
  verifier: string
}

/** What the provider says of a person. */
export interface UpstreamPerson {
  subject: string
  /** Only where the provider has checked it. */
  email: string | undefined
}

/** Sign-in at another OpenID Connect provider: authorization code with PKCE, state and nonce. */
export interface Upstream {
  name: string
  issuer: string
  /** @throws Error when the provider can't be asked */
  begin(): Promise<{ url: URL; begun: Begun }>
  /**
   * Redeems the code and checks everything that came back: state, issuer (RFC 9207), signature, audience, nonce.
   *
   * @throws Error when anything is not as it was begun
   */
  end(callback: URL, begun: Begun): Promise<UpstreamPerson>
}

/** Seconds for each question to the provider. */
const timeout = 10

export function createUpstream({ issuer, clientId, clientSecret, name, redirectUri }: UpstreamOptions): Upstream {
  const url = new URL(issuer)
  const execute = url.protocol === 'http:' ? [client.allowInsecureRequests] : []
  let known: Promise<client.Configuration> | undefined
  const configure = async () => {
    known ??= client.discovery(url, clientId, clientSecret, undefined, { timeout, execute })
    try {
      return await known
    } catch (error) {
      known = undefined
      throw error
    }
  }
  return {
    name,
    issuer,
    async begin() {
      const configuration = await configure()
      const begun = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
      const target = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
      })
      return { url: target, begun }
    },
    async end(callback, { state, nonce, verifier }) {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      const tokens = await client.authorizationCodeGrant(await configure(), callback, checks)
      const { sub, email, email_verified: isVerified } = tokens.claims()!
      return { subject: sub, email: isVerified === true && typeof email === 'string' ? email : undefined }
    },
  }
}

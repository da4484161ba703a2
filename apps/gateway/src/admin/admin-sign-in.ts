import {
  createOwnClients,
  createSiteSessions,
  createSiteSignIn,
  type Audit,
  type CodeToRedeem,
  type Secret,
  type SiteSessions,
} from '@patchbay/auth'
import type { PlatformDatabase } from '@patchbay/database'
import { hash } from 'node:crypto'
import type { Provider } from 'oidc-provider'
import type { Call } from '../call.ts'

export interface AdminSignInOptions {
  database: PlatformDatabase
  secret: Secret
  provider: Provider
  audit: Audit
  /** `https://auth.example.com` */
  issuer: string
  /** `https://admin.example.com` */
  origin: string
}

export interface AdminSignIn {
  sessions: SiteSessions
  /** GET /auth/sign-in */
  begin(ctx: Call): Promise<void>
  /** GET /auth/callback */
  end(ctx: Call): Promise<void>
}

/** Seconds: a working day. */
const lifetime = 12 * 3600

export function createAdminSignIn({ database, secret, provider, audit, issuer, origin }: AdminSignInOptions): AdminSignIn {
  const sessions = createSiteSessions({ site: 'admin', database, secret, secure: origin.startsWith('https:'), lifetime })
  const signIn = createSiteSignIn({
    site: 'admin',
    issuer,
    origin,
    secret,
    sessions,
    clients: createOwnClients(database, secret),
    redeem: (code) => redeem(provider, code),
    ends: { problem: '/signed-out', refused: '/signed-out' },
  })
  return {
    sessions,
    begin: (ctx) => signIn.begin(ctx),
    async end(ctx) {
      const userId = await signIn.end(ctx)
      if (userId !== undefined) await audit.write({ event: 'sign-in', userId, address: ctx.state.address, details: { site: 'admin' } })
    },
  }
}

/** As the token endpoint would (RFC 6749 §4.1.3, RFC 7636 §4.6), in the process that has it. */
async function redeem({ AuthorizationCode }: Provider, wanted: CodeToRedeem): Promise<string | undefined> {
  const code = await AuthorizationCode.find(wanted.code)
  if (!code?.isValid || code.clientId !== wanted.clientId || code.redirectUri !== wanted.redirectUri) return undefined
  if (code.codeChallenge !== hash('sha256', wanted.verifier, 'base64url') || code.nonce !== wanted.nonce) return undefined
  // Throws for all but the first that come at the same time.
  await code.consume().catch(() => (code.accountId = undefined))
  return code.accountId
}

import { AppError } from '@patchbay/plugin-kit'
import type { Call } from '../call.ts'
import { createAnswer } from '../documents/document-route.ts'
import { pageIcon, pageStyle } from '../documents/page-style.ts'
import { answerAccount } from '../oauth/account.ts'
import { answerReset } from '../oauth/accounts/reset.ts'
import { answerSignUp } from '../oauth/accounts/sign-up.ts'
import { answerToken, askProvider } from '../oauth/ask-provider.ts'
import type { Authorization } from '../oauth/authorization.ts'
import { answerConfirmation, type Confirming } from '../oauth/confirmation.ts'
import { answerInteraction } from '../oauth/interaction.ts'
import { toMessagePage } from '../oauth/pages/message-page.ts'
import { answerPasswordLink } from '../oauth/password-link.ts'
import { toAddressKey } from '../trusted-peers.ts'
import type { Site } from './site.ts'

const home = {
  type: 'text/html; charset=utf-8',
  body: toMessagePage({
    title: 'Sign-in',
    text: 'People are sent here by a program that wants to use a plugin for them. See what you have allowed at /account.',
  }),
}

/** What the authorization server answers itself. */
const providerPath =
  /^\/(?:oauth\/(?:authorize(?:\/[\w-]+)?|token|register|revoke|userinfo|jwks|end\/confirm)|\.well-known\/(?:oauth-authorization-server|openid-configuration))$/

/** `auth.<domain>`: the one authorization server of every plugin, and the pages on which people sign in and agree. */
export function createAuthSite(authorization: Authorization, confirming: Confirming): Site {
  const documents = new Map([
    ['/', createAnswer(home)],
    ['/assets/page.css', createAnswer(pageStyle)],
    ['/assets/icon.svg', createAnswer(pageIcon)],
  ])
  return {
    name: 'auth',
    async answer(ctx, next) {
      const { path } = ctx.state
      const document = ctx.method === 'GET' || ctx.method === 'HEAD' ? documents.get(path) : undefined
      if (document) return document(ctx, next)
      if (ctx.method === 'POST') refuseForeignForm(ctx, authorization)
      await countRequest(ctx, authorization)
      if (path.startsWith('/interaction/')) return answerInteraction(ctx, authorization)
      if (path === '/account' || path.startsWith('/account/')) return answerAccount(ctx, authorization)
      if (path.startsWith('/confirmations/')) return answerConfirmation(ctx, authorization, confirming)
      if (path === '/sign-up') return answerSignUp(ctx, authorization)
      if (path === '/reset') return answerReset(ctx, authorization)
      if (path.startsWith('/password/')) return answerPasswordLink(ctx, authorization, path.slice('/password/'.length))
      if (path === '/oauth/token' && ctx.method === 'POST') return answerToken(ctx, authorization)
      if (!providerPath.test(path)) throw new AppError('not_found', 'There is nothing at this path.')
      return askProvider(ctx, authorization)
    },
  }
}

/** The forms of our own pages are sent from our own pages only; the cookies of a sign-in are `SameSite` besides. */
function refuseForeignForm(ctx: Call, { issuer }: Authorization): void {
  if (ctx.state.path.startsWith('/oauth/')) return
  const { origin } = ctx.req.headers
  const site = ctx.req.headers['sec-fetch-site']
  // Browsers name no origin for forms of a page that sends no referrer, but say whether it is the same.
  const isForeign = site === undefined ? origin !== undefined && origin !== issuer.origin : site !== 'same-origin'
  if (isForeign) throw new AppError('forbidden', 'This form was sent from another site. Open the page anew and send it from there.')
}

/** Generous for everybody behind one address, tight for registrations, which stay. */
async function countRequest(ctx: Call, { limiter }: Authorization): Promise<void> {
  const address = toAddressKey(ctx.state.address)
  const isRegistration = ctx.state.path === '/oauth/register'
  const verdict = await limiter.take([
    isRegistration
      ? { name: 'register', key: `register:${address}`, limit: { requests: 60, seconds: 3600 } }
      : { name: 'auth', key: `auth:${address}`, limit: { requests: 1200, seconds: 60 } },
  ])
  if (!verdict.allowed)
    throw new AppError('too_many_requests', 'Too many requests. Wait a while, then try again.', {
      headers: { 'retry-after': String(verdict.retryAfter ?? 60) },
    })
}

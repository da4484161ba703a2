import { AppError, html } from '@patchbay/plugin-kit'
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
import { answerUpstream } from '../oauth/upstream/answer-upstream.ts'
import { answerPasswordLink } from '../oauth/password-link.ts'
import { countRequest, refuseForeignForm } from './own-forms.ts'
import type { Site } from './site.ts'

const home = {
  type: 'text/html; charset=utf-8',
  body: toMessagePage({
    title: 'Sign-in',
    text: html`People are sent here by a program that wants to use a plugin for them. See what you have allowed at <a href="/account">your account</a>.`,
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
      if (ctx.method === 'POST' && !path.startsWith('/oauth/')) refuseForeignForm(ctx, authorization.issuer.origin)
      await countRequest(ctx, authorization.limiter)
      if (path.startsWith('/interaction/')) return answerInteraction(ctx, authorization)
      if (path === '/account' || path.startsWith('/account/')) return answerAccount(ctx, authorization)
      if (path.startsWith('/confirmations/')) return answerConfirmation(ctx, authorization, confirming)
      if (path.startsWith('/upstream')) return answerUpstream(ctx, authorization)
      if (path === '/sign-up') return answerSignUp(ctx, authorization)
      if (path === '/reset') return answerReset(ctx, authorization)
      if (path.startsWith('/password/')) return answerPasswordLink(ctx, authorization, path.slice('/password/'.length))
      if (path === '/oauth/token' && ctx.method === 'POST') return answerToken(ctx, authorization)
      if (!providerPath.test(path)) throw new AppError('not_found', 'There is nothing at this path.')
      return askProvider(ctx, authorization)
    },
  }
}

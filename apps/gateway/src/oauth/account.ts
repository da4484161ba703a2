import { AppError } from '@patchbay/plugin-kit'
import type { Call } from '../call.ts'
import type { Authorization } from './authorization.ts'
import { toAccountPage } from './pages/account-page.ts'
import { readForm, toText } from './read-form.ts'
import { sendHtml } from './send-html.ts'
import { answerSignIn, seeOther, showSignIn } from './sign-in-form.ts'

const place = { at: '/account', purpose: 'to see what you have allowed.' }

/** `/account`: a person sees and takes back what they allowed; who is not signed in does that first. */
export async function answerAccount(ctx: Call, authorization: Authorization): Promise<void> {
  const id = await authorization.sessions.find(ctx.req, ctx.res)
  const account = id === undefined ? undefined : await authorization.accounts.find(id)
  if (ctx.method === 'GET' || ctx.method === 'HEAD') {
    if (ctx.state.path !== '/account') throw new AppError('not_found', 'There is nothing at this path.')
    if (!account) return showSignIn(ctx, place)
    return sendHtml(ctx, toAccountPage({ email: account.email, grants: await authorization.grants.list(account.id) }))
  }
  if (ctx.method !== 'POST') throw new AppError('method_not_allowed', 'Use GET or POST here.', { headers: { allow: 'GET, HEAD, POST' } })
  return answerForm(ctx, authorization, account?.id)
}

async function answerForm(ctx: Call, authorization: Authorization, userId: string | undefined): Promise<void> {
  const { path } = ctx.state
  const form = await readForm(ctx.req)
  if (path === '/account/sign-in') return answerSignIn(ctx, authorization, { ...place, form })
  if (userId !== undefined && path === '/account/revoke') await revoke(ctx, authorization, { userId, grant: toText(form['grant']) })
  else if (userId !== undefined && path === '/account/sign-out') await authorization.sessions.signOut(ctx.req, ctx.res)
  else if (userId !== undefined) throw new AppError('not_found', 'There is nothing at this path.')
  seeOther(ctx, '/account')
}

async function revoke(ctx: Call, { grants, audit }: Authorization, { userId, grant }: { userId: string; grant: string }): Promise<void> {
  const isRevoked = await grants.revoke(userId, grant)
  if (isRevoked) await audit.write({ event: 'grant.revoked', userId, address: ctx.state.address, details: { by: 'person' } })
}

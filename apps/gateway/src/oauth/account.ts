import type { Account } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { Call } from '../call.ts'
import type { Authorization } from './authorization.ts'
import { changePassword, showChangePassword } from './accounts/change-password.ts'
import { toAccountPage } from './pages/account-page.ts'
import { toSignOutPage } from './pages/sign-out-page.ts'
import { readForm, toText } from './read-form.ts'
import { sendHtml } from './send-html.ts'
import { answerSignIn, seeOther, showSignIn } from './sign-in-form.ts'

const place = { at: '/account', purpose: 'to see what you have allowed.' }

/** `/account`: a person sees and takes back what they allowed; who is not signed in does that first. */
export async function answerAccount(ctx: Call, authorization: Authorization): Promise<void> {
  const id = await authorization.sessions.find(ctx.req, ctx.res)
  const account = id === undefined ? undefined : await authorization.accounts.find(id)
  if (ctx.method === 'GET' || ctx.method === 'HEAD') {
    if (ctx.state.path === '/account/password' && account) return showChangePassword(ctx, account)
    if (ctx.state.path === '/account/sign-out')
      return account ? showSignOut(ctx, authorization, account) : ctx.redirect(toConsole(authorization))
    if (ctx.state.path !== '/account') throw new AppError('not_found', 'There is nothing at this path.')
    if (!account) return showSignIn(ctx, authorization, place)
    return showAccount(ctx, authorization, account)
  }
  if (ctx.method !== 'POST') throw new AppError('method_not_allowed', 'Use GET or POST here.', { headers: { allow: 'GET, HEAD, POST' } })
  return answerForm(ctx, authorization, account)
}

async function showAccount(ctx: Call, authorization: Authorization, { id, email }: Account): Promise<void> {
  const { grants, devices, sessions } = authorization
  const uid = await sessions.findUid(ctx.req, ctx.res)
  await devices.see({ uid, userId: id, userAgent: ctx.req.headers['user-agent'] ?? '', address: ctx.state.address })
  sendHtml(ctx, toAccountPage({ email, grants: await grants.list(id), devices: await devices.list(id), current: uid }))
}

function showSignOut(ctx: Call, authorization: Authorization, { email }: Account): void {
  const console = toConsole(authorization)
  sendHtml(ctx, toSignOutPage({ email, console }), { formTarget: console })
}

function toConsole({ issuer }: Authorization): string {
  return `${issuer.protocol}//${issuer.host.replace(/^auth\./, 'console.')}`
}

async function answerForm(ctx: Call, authorization: Authorization, account: Account | undefined): Promise<void> {
  const userId = account?.id
  const { path } = ctx.state
  const form = await readForm(ctx.req)
  if (path === '/account/sign-in') return answerSignIn(ctx, authorization, { ...place, form })
  if (userId !== undefined && path === '/account/revoke') await revoke(ctx, authorization, { userId, grant: toText(form['grant']) })
  else if (userId !== undefined && path === '/account/sign-out') await authorization.sessions.signOut(ctx.req, ctx.res)
  else if (userId !== undefined && path === '/account/devices')
    await endSession(ctx, authorization, { userId, device: toText(form['device']) })
  else if (account && path === '/account/password') return changePassword(ctx, authorization, { person: account, form })
  else if (userId !== undefined) throw new AppError('not_found', 'There is nothing at this path.')
  seeOther(ctx, path === '/account/sign-out' && toText(form['to']) === 'console' ? toConsole(authorization) : '/account')
}

/** Ends one session, or every other one. */
async function endSession(ctx: Call, authorization: Authorization, { userId, device }: { userId: string; device: string }): Promise<void> {
  const { devices, sessions, audit } = authorization
  if (device === 'others') await devices.signOutOthers(userId, await sessions.findUid(ctx.req, ctx.res))
  else if (!(await devices.signOut(userId, device))) return
  await audit.write({ event: 'session.ended', userId, address: ctx.state.address })
}

async function revoke(ctx: Call, { grants, audit }: Authorization, { userId, grant }: { userId: string; grant: string }): Promise<void> {
  const isRevoked = await grants.revoke(userId, grant)
  if (isRevoked) await audit.write({ event: 'grant.revoked', userId, address: ctx.state.address, details: { by: 'person' } })
}

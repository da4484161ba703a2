import type { ParsedUrlQuery } from 'node:querystring'
import type { Call } from '../call.ts'
import type { Authorization } from './authorization.ts'
import { countTry } from './count-try.ts'
import { toSignInPage } from './pages/sign-in-page.ts'
import { toText } from './read-form.ts'
import { sendHtml } from './send-html.ts'

export interface SignInPlace {
  /** The page for which the person signs in; its form is sent to `<at>/sign-in`. */
  at: string
  purpose: string
}

export function showSignIn(ctx: Call, authorization: Authorization, place: SignInPlace): void {
  sendHtml(ctx, toSignInPage(toPageOptions(authorization, place)))
}

function toPageOptions({ upstream, signUp }: Authorization, { at, purpose }: SignInPlace) {
  const isByInvitation = signUp.way === 'by-invitation'
  return { action: `${at}/sign-in`, note: purpose, upstream: upstream?.name, isByInvitation, next: at }
}

/** Signs the person in and sends them on to the page, or shows the form again. */
export async function answerSignIn(ctx: Call, authorization: Authorization, { at, purpose, form }: SignInPlace & { form: ParsedUrlQuery }) {
  const [email, password] = [toText(form['email']), toText(form['password'])]
  await countTry(ctx, authorization, email)
  const account = await authorization.accounts.signIn(email, password)
  if (!account) {
    const [code, address] = ['wrong_password', ctx.state.address]
    authorization.log.warn({ requestId: ctx.state.requestId, step: 'sign-in', code, address }, 'sign-in failed')
    await authorization.audit.write({ event: 'sign-in.refused', address, details: { code } })
    const problem = 'E-mail or password is not right.'
    return sendHtml(ctx, toSignInPage({ ...toPageOptions(authorization, { at, purpose }), email, problem }), { status: 400 })
  }
  await authorization.audit.write({ event: 'sign-in', userId: account.id, address: ctx.state.address })
  await authorization.sessions.signIn(ctx.req, ctx.res, account.id)
  seeOther(ctx, at)
}

export function seeOther(ctx: Call, path: string): void {
  ctx.redirect(path)
  ctx.status = 303
  ctx.set('cache-control', 'no-store')
}

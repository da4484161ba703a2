import type { SignUpConfig } from '@patchbay/config'
import { checkEmail } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { Call } from '../../call.ts'
import type { Authorization } from '../authorization.ts'
import { countTry } from '../count-try.ts'
import { toMessagePage } from '../pages/message-page.ts'
import { toSignUpPage } from '../pages/sign-up-page.ts'
import { readForm, toText } from '../read-form.ts'
import { sendHtml } from '../send-html.ts'
import { goOn } from './go-on.ts'
import { toNextPage, withNext } from './next-page.ts'
import { sendLink } from './send-link.ts'

/** How people get an account of their own here. */
export type SignUpWay =
  /** They choose a password and are in: only where nobody else can come. */
  | 'at-once'
  /** They get a link by mail. */
  | 'by-mail'
  /** Somebody gives them a link. */
  | 'by-invitation'

/** @param isTrial whether this Patchbay is http on localhost */
export function toSignUpWay({ policy }: SignUpConfig, options: { isTrial: boolean; hasMail: boolean }): SignUpWay {
  if (policy === 'closed' || policy === 'invited') return 'by-invitation'
  if (options.hasMail) return 'by-mail'
  return policy === 'open' && options.isTrial ? 'at-once' : 'by-invitation'
}

/** `/sign-up`: a person makes an account, as far as the operator lets them. */
export async function answerSignUp(ctx: Call, authorization: Authorization): Promise<void> {
  const { way } = authorization.signUp
  const next = toNextPage(new URLSearchParams(ctx.state.query).get('next'))
  if (way === 'by-invitation') return sendHtml(ctx, invitationPage, { status: ctx.method === 'POST' ? 403 : 200 })
  const show = (retry: { email?: string; problem?: string } = {}) =>
    sendHtml(
      ctx,
      toSignUpPage({ action: withNext('/sign-up', next), signIn: next, asksPassword: way === 'at-once', ...retry }),
      retry.problem === undefined ? {} : { status: 400 },
    )
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return show()
  if (ctx.method !== 'POST') throw new AppError('method_not_allowed', 'Use GET or POST here.', { headers: { allow: 'GET, HEAD, POST' } })
  const form = await readForm(ctx.req)
  const email = toText(form['email']).trim()
  await countTry(ctx, authorization, email)
  try {
    checkEmail(email)
    if (way === 'by-mail') return await askForLink(ctx, authorization, email, next)
    if (await signUpAtOnce(ctx, authorization, email, toText(form['password']))) return goOn(ctx, next)
    show({ email, problem: 'There is an account with this address already. Sign in instead.' })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error
    show({ email, problem: error.message })
  }
}

async function signUpAtOnce(ctx: Call, { accounts, sessions, audit }: Authorization, email: string, password: string): Promise<boolean> {
  const account = await accounts.signUp(email, password)
  if (!account) return false
  await audit.write({ event: 'user.signed-up', userId: account.id, address: ctx.state.address, details: { role: account.role } })
  await sessions.signIn(ctx.req, ctx.res, account.id)
  return true
}

/** The same answer whether there is an account, whether its address may have one, and whether the mail went out. */
async function askForLink(ctx: Call, authorization: Authorization, email: string, next: string): Promise<void> {
  const { accounts, audit, signUp } = authorization
  const known = await accounts.findByEmail(email)
  if (!known && mayHaveAccount(signUp.config, email)) {
    const account = await accounts.ensure(email)
    await audit.write({ event: 'user.signed-up', userId: account.id, address: ctx.state.address })
    sendLink(authorization, { account, next, subject: 'Your account', text: 'Choose a password for your new account here:' })
  } else if (known) {
    sendLink(authorization, {
      account: known,
      next,
      subject: 'Your account',
      text: 'You have an account already. Should you have forgotten its password, set a new one here:',
    })
  }
  const who =
    signUp.config.policy === 'domains'
      ? `If ${email} is an address of ${signUp.config.domains.join(' or ')}`
      : `If ${email} can have an account`
  sendHtml(ctx, toMessagePage({ title: 'Look into your mail', text: `${who}, a link is on its way to it. Open it in this browser.` }))
}

/** Whether somebody whose address is known to be theirs may make an account. */
export function mayHaveAccount({ policy, domains }: SignUpConfig, email: string): boolean {
  return policy === 'open' || (policy === 'domains' && domains.includes(email.toLowerCase().split('@').at(-1)!))
}

const invitationPage = toMessagePage({
  title: 'By invitation only',
  text: 'Accounts are made by whoever runs this Patchbay. Ask them for a link; with it you choose a password and sign in.',
})

import { AppError } from '@patchbay/plugin-kit'
import type { Call } from '../call.ts'
import type { Authorization } from './authorization.ts'
import { toMessagePage } from './pages/message-page.ts'
import { toPasswordPage } from './pages/password-page.ts'
import { goOn } from './accounts/go-on.ts'
import { toNextPage, withNext } from './accounts/next-page.ts'
import { readForm, toText } from './read-form.ts'
import { sendHtml } from './send-html.ts'

/** `/password/{token}`: the one-time link with which a person sets a password. Looking at it does not use it up. */
export async function answerPasswordLink(ctx: Call, { accounts, audit, sessions }: Authorization, token: string): Promise<void> {
  const userId = await accounts.passwordLinks.find(token)
  const account = userId === undefined ? undefined : await accounts.find(userId)
  if (!account) throw new AppError('gone', 'This link was used already or is too old. Ask for a new one.')
  const next = toNextPage(new URLSearchParams(ctx.state.query).get('next'))
  const show = (problem?: string) =>
    sendHtml(
      ctx,
      toPasswordPage({ email: account.email, action: withNext(ctx.state.path, next), problem }),
      problem === undefined ? {} : { status: 400 },
    )
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return show()
  if (ctx.method !== 'POST') throw new AppError('method_not_allowed', 'Use GET or POST here.', { headers: { allow: 'GET, HEAD, POST' } })
  const form = await readForm(ctx.req)
  const password = toText(form['password'])
  if (password !== toText(form['again'])) return show('The two passwords are not the same.')
  try {
    await accounts.passwordLinks.redeem(token, password)
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return show(error.message)
    throw error
  }
  await audit.write({ event: 'password.set', userId: account.id, address: ctx.state.address })
  if (next !== '/account') {
    await sessions.signIn(ctx.req, ctx.res, account.id)
    return goOn(ctx, next)
  }
  sendHtml(
    ctx,
    toMessagePage({ title: 'Your password is set', text: 'Sign in with it when a program asks you to. You can close this page.' }),
  )
}

import { AppError } from '@patchbay/plugin-kit'
import type { Call } from '../../call.ts'
import type { Authorization } from '../authorization.ts'
import { countTry } from '../count-try.ts'
import { toMessagePage } from '../pages/message-page.ts'
import { toResetPage } from '../pages/reset-page.ts'
import { readForm, toText } from '../read-form.ts'
import { sendHtml } from '../send-html.ts'
import { toNextPage, withNext } from './next-page.ts'
import { sendLink } from './send-link.ts'

/** `/reset`: a person who forgot the password gets a link by mail. The answer is the same for everybody. */
export async function answerReset(ctx: Call, authorization: Authorization): Promise<void> {
  if (!authorization.mailer) return sendHtml(ctx, withoutMail)
  const next = toNextPage(new URLSearchParams(ctx.state.query).get('next'))
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return sendHtml(ctx, toResetPage({ action: withNext('/reset', next) }))
  if (ctx.method !== 'POST') throw new AppError('method_not_allowed', 'Use GET or POST here.', { headers: { allow: 'GET, HEAD, POST' } })
  const email = toText((await readForm(ctx.req))['email']).trim()
  await countTry(ctx, authorization, email)
  const account = await authorization.accounts.findByEmail(email)
  if (account) sendLink(authorization, { account, next, subject: 'A new password', text: 'Set a new password here:' })
  sendHtml(
    ctx,
    toMessagePage({
      title: 'Look into your mail',
      text: `If there is an account of ${email}, a link is on its way to it. Open it in this browser.`,
    }),
  )
}

const withoutMail = toMessagePage({
  title: 'Password forgotten?',
  text: 'This Patchbay sends no mail. Ask whoever runs it for a link: npm run users -- link --email you@example.com prints one.',
})

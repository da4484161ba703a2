import type { Account } from '@patchbay/auth'
import type { Authorization } from '../authorization.ts'
import { withNext } from './next-page.ts'

interface LinkMail {
  account: Account
  next: string
  subject: string
  /** What stands before the link. */
  text: string
}

/**
 * Sends a link to set a password. Not waited for: how long an answer takes must not tell whether there is such a person. What fails is
 * logged.
 */
export function sendLink(authorization: Authorization, { account, next, subject, text }: LinkMail): void {
  const { accounts, mailer, issuer, audit, log } = authorization
  if (!mailer) return
  const send = async () => {
    const token = await accounts.passwordLinks.create(account.id)
    const link = `${issuer.origin}${withNext(`/password/${token}`, next)}`
    const note = 'It works once, within a day. If you did not ask for it, leave this mail alone: nothing happens.'
    await mailer.send({ to: account.email, subject, text: `${text}\n\n${link}\n\n${note}\n` })
    await audit.write({ event: 'link.sent', userId: account.id })
  }
  void send().catch((err: unknown) => log.error({ err, step: 'mail', code: 'mail_failed' }, 'mail could not be sent'))
}

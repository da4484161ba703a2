import { AppError } from '@patchbay/plugin-kit'
import type { Audit } from '../audit.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Account, Accounts } from './accounts.ts'

export interface Invitation {
  email: string
  role?: Account['role'] | undefined
  /** The id of the administrator who invites, if one is signed in. */
  admin?: string | undefined
}

export interface InviteOptions {
  accounts: Accounts
  audit: Audit
  /** Without it the link is to be handed over by whoever invites. */
  mailer: Mailer | undefined
  /** `https://auth.example.com` */
  issuer: string
  /** `example.com` */
  domain: string
}

/**
 * Makes an account and a link with which the person chooses a password, and sends that by mail where it can.
 *
 * @returns the link where no mail is sent
 * @throws AppError `invalid_input` for what is no address, `upstream_failed` when the mail is not taken
 */
export async function invite(invitation: Invitation, options: InviteOptions): Promise<{ account: Account; link: string | undefined }> {
  const { accounts, audit, mailer, issuer, domain } = options
  const { email, role, admin } = invitation
  const account = await accounts.ensure(email, role)
  const details = { role: account.role, by: 'invitation', ...(admin !== undefined && { admin }) }
  await audit.write({ event: 'user.created', userId: account.id, details })
  const link = `${issuer}/password/${await accounts.passwordLinks.create(account.id)}`
  if (!mailer) return { account, link }
  const text = `You are invited to ${domain}. Choose a password here, once, within a day:\n\n${link}\n`
  await mailer.send({ to: account.email, subject: `Your invitation to ${domain}`, text }).catch((cause: unknown) => {
    throw new AppError('upstream_failed', `The mail to ${account.email} could not be sent. Look at SMTP_URL, then invite again.`, { cause })
  })
  return { account, link: undefined }
}

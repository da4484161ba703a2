import type { Account, Upstream, UpstreamPerson } from '@patchbay/auth'
import { mayHaveAccount } from '../accounts/sign-up.ts'
import type { Authorization } from '../authorization.ts'

type Found = { account: Account } | { refused: string; code: string }

/**
 * The account of a person whom the other provider has signed in: the one that is linked, the one with their checked address, or a new one
 * where the operator lets people make accounts.
 */
export async function findPerson(
  { identities, accounts, audit, signUp }: Authorization,
  { issuer, name }: Upstream,
  { subject, email }: UpstreamPerson,
  address: string,
): Promise<Found> {
  const known = await identities.find({ issuer, subject })
  if (known) return known.account ? { account: known.account } : refusals.disabled
  if (email === undefined)
    return { refused: `${name} has not checked your e-mail address, so nobody here can know who you are.`, code: 'no_verified_email' }
  const present = await accounts.findByEmail(email)
  if (!present && !mayHaveAccount(signUp.config, email)) return refusals.uninvited
  const account = present ?? (await accounts.ensure(email))
  if (!(await accounts.find(account.id))) return refusals.disabled
  if (!present) await audit.write({ event: 'user.signed-up', userId: account.id, address, details: { by: issuer } })
  await identities.link({ issuer, subject }, account.id)
  await audit.write({ event: 'identity.linked', userId: account.id, address, details: { by: issuer } })
  return { account }
}

const refusals = {
  disabled: { refused: 'You may not sign in here. Ask whoever runs this Patchbay.', code: 'disabled' },
  uninvited: { refused: 'Accounts are made by whoever runs this Patchbay. Ask them for an invitation.', code: 'not_invited' },
} as const

import { AppError } from '@patchbay/plugin-kit'
import type { ParsedUrlQuery } from 'node:querystring'
import type { Call } from '../../call.ts'
import type { Authorization } from '../authorization.ts'
import { countTry } from '../count-try.ts'
import { toMessagePage } from '../pages/message-page.ts'
import { toPasswordPage } from '../pages/password-page.ts'
import { toText } from '../read-form.ts'
import { sendHtml } from '../send-html.ts'

interface Person {
  id: string
  email: string
}

export function showChangePassword(ctx: Call, { email }: Person, problem?: string): void {
  const page = toPasswordPage({ email, action: '/account/password', asksPresent: true, problem })
  sendHtml(ctx, page, problem === undefined ? {} : { status: 400 })
}

/** A new password ends every other session of the person. */
export async function changePassword(
  ctx: Call,
  authorization: Authorization,
  { person, form }: { person: Person; form: ParsedUrlQuery },
): Promise<void> {
  await countTry(ctx, authorization, person.email)
  const next = toText(form['password'])
  if (next !== toText(form['again'])) return showChangePassword(ctx, person, 'The two new passwords are not the same.')
  try {
    const isChanged = await authorization.accounts.changePassword(person.id, toText(form['present']), next)
    if (!isChanged) return showChangePassword(ctx, person, 'The present password is not right.')
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error
    return showChangePassword(ctx, person, error.message)
  }
  const uid = await authorization.sessions.findUid(ctx.req, ctx.res)
  await authorization.devices.signOutOthers(person.id, uid)
  await authorization.audit.write({ event: 'password.set', userId: person.id, address: ctx.state.address })
  sendHtml(
    ctx,
    toMessagePage({
      title: 'Your password is changed',
      text: 'You are signed out everywhere else. What programs may do for you stays as it was.',
    }),
  )
}

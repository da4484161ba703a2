import { AppError } from '@patchbay/plugin-kit'
import type { ConfirmationRecord, Confirmations } from '@patchbay/queue'
import type { Call } from '../call.ts'
import type { Authorization } from './authorization.ts'
import { toAnsweredPage, toConfirmationPage } from './pages/confirmation-page.ts'
import { readForm } from './read-form.ts'
import { sendHtml } from './send-html.ts'
import { answerSignIn, seeOther, showSignIn } from './sign-in-form.ts'

export interface Confirming {
  confirmations: Confirmations
  /** What people call a plugin and one of its actions. */
  findNames: (plugin: string, action: string) => { plugin: string; action: string }
}

/** `/confirmations/{id}`: a person sees what would be done for them, and agrees or not. For the person alone who is signed in. */
export async function answerConfirmation(ctx: Call, authorization: Authorization, confirming: Confirming): Promise<void> {
  const [, id, isSignIn] = /^\/confirmations\/([0-9a-f-]{36})(\/sign-in)?$/.exec(ctx.state.path) ?? []
  if (id === undefined) throw new AppError('not_found', 'There is nothing at this path.')
  const place = { at: `/confirmations/${id}`, purpose: 'to see what is to be done for you.' }
  if (isSignIn && ctx.method === 'POST') return answerSignIn(ctx, authorization, { ...place, form: await readForm(ctx.req) })
  if (!['GET', 'HEAD', 'POST'].includes(ctx.method))
    throw new AppError('method_not_allowed', 'Use GET or POST here.', { headers: { allow: 'GET, HEAD, POST' } })
  const userId = await authorization.sessions.find(ctx.req, ctx.res)
  const account = userId === undefined ? undefined : await authorization.accounts.find(userId)
  if (!account) return ctx.method === 'POST' ? seeOther(ctx, place.at) : showSignIn(ctx, authorization, place)
  const found = await confirming.confirmations.find(id, account.id)
  if (!found)
    throw new AppError('not_found', `There is nothing of this address to agree to for ${account.email}. Perhaps you use another account.`)
  if (ctx.method === 'POST') return decide(ctx, { authorization, confirming, found, userId: account.id })
  show(ctx, confirming, found, account.email)
}

function show(ctx: Call, { findNames }: Confirming, found: ConfirmationRecord, email: string): void {
  if (found.state !== 'pending') return sendHtml(ctx, toAnsweredPage(found.state))
  sendHtml(ctx, toConfirmationPage({ confirmation: found, names: findNames(found.plugin, found.action), email, now: Date.now() }))
}

interface Deciding {
  authorization: Authorization
  confirming: Confirming
  found: ConfirmationRecord
  userId: string
}

async function decide(ctx: Call, { authorization, confirming, found, userId }: Deciding): Promise<void> {
  const answer = (await readForm(ctx.req))['do']
  if (answer !== 'approve' && answer !== 'refuse') throw new AppError('invalid_request', 'Use one of the two buttons of the page.')
  const { id, plugin, action } = found
  const isDone = await confirming.confirmations[answer](id, userId)
  if (isDone) {
    const event = answer === 'approve' ? 'confirmation.approved' : 'confirmation.refused'
    await authorization.audit.write({ event, userId, plugin, address: ctx.state.address, details: { confirmation: id, action } })
  }
  seeOther(ctx, `/confirmations/${id}`)
}

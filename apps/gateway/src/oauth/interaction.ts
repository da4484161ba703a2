import { siteTitles, type AuditLine, type ProtectedPlugin } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { ParsedUrlQuery } from 'node:querystring'
import { errors, type InteractionResults } from 'oidc-provider'
import type { Call } from '../call.ts'
import type { Authorization } from './authorization.ts'
import { countTry } from './count-try.ts'
import { findClient } from './find-client.ts'
import { toConsentPage } from './pages/consent-page.ts'
import { toSignInPage } from './pages/sign-in-page.ts'
import { readForm, toText } from './read-form.ts'
import { openSignIn } from './upstream/signed-in.ts'
import { sendHtml, toFormTarget } from './send-html.ts'

/** A sign-in that has begun: what the program asked for and how far the person is. */
interface Interaction {
  uid: string
  name: string
  clientId: string
  redirectUri: string
  plugin: ProtectedPlugin | undefined
  /** The scopes of the plugin that were asked for. */
  scopes: readonly string[]
  oidcScopes: readonly string[]
  accountId: string | undefined
  /** Whether the person only has to be signed in, however long ago that was. */
  takesSession: boolean
}

/** `/interaction/{uid}`: asks the person to sign in, then to agree, and hands the answer to the authorization server. */
export async function answerInteraction(ctx: Call, authorization: Authorization): Promise<void> {
  const interaction = await findInteraction(ctx, authorization)
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return showInteraction(ctx, authorization, interaction)
  if (ctx.method !== 'POST') throw new AppError('method_not_allowed', 'Use GET or POST here.', { headers: { allow: 'GET, HEAD, POST' } })
  const form = await readForm(ctx.req)
  if (form['do'] === 'cancel') {
    await writeAudit(ctx, authorization, { event: 'consent.refused', interaction })
    return finish(ctx, authorization, { error: 'access_denied', error_description: 'the person said no' })
  }
  return interaction.name === 'login'
    ? signIn(ctx, authorization, { interaction, form })
    : consent(ctx, authorization, { interaction, form })
}

async function findInteraction(ctx: Call, { provider, resources }: Authorization): Promise<Interaction> {
  try {
    const found = await provider.interactionDetails(ctx.req, ctx.res)
    if (ctx.state.path !== `/interaction/${found.uid}`) throw new errors.SessionNotFound('another sign-in')
    const { params, prompt, session } = found
    const plugin = resources.byIndicator(toText(params['resource'] as string))
    const scopes = toText(params['scope'] as string).split(' ')
    return {
      uid: found.uid,
      name: prompt.name,
      clientId: String(params['client_id']),
      redirectUri: String(params['redirect_uri']),
      plugin,
      scopes: scopes.filter((scope) => plugin?.scopes.includes(scope)),
      oidcScopes: scopes.filter((scope) => ['openid', 'email', 'offline_access'].includes(scope)),
      accountId: session?.accountId,
      takesSession: prompt.name === 'login' && prompt.reasons.every((reason) => reason === 'no_session'),
    }
  } catch (error) {
    if (error instanceof errors.SessionNotFound)
      throw new AppError('gone', 'This sign-in took too long or was begun in another browser. Go back to the program and start again.')
    throw error
  }
}

async function showInteraction(
  ctx: Call,
  authorization: Authorization,
  interaction: Interaction,
  retry: { email?: string; problem?: string; status?: number } = {},
): Promise<void> {
  const elsewhere = findSignedInElsewhere(ctx, authorization, interaction)
  if (elsewhere !== undefined) return finishElsewhere(ctx, authorization, { interaction, accountId: elsewhere })
  const signedIn = interaction.takesSession ? await findSignedIn(ctx, authorization) : undefined
  if (signedIn !== undefined) return finish(ctx, authorization, { login: { accountId: signedIn, amr: ['pwd'] } })
  const client = await describeClient(authorization, interaction)
  const { plugin, redirectUri } = interaction
  const options = { formTarget: toFormTarget(redirectUri), ...(retry.status && { status: retry.status }) }
  const account = interaction.accountId === undefined ? undefined : await authorization.accounts.find(interaction.accountId)
  if (interaction.name === 'login' || !account || !plugin) {
    return sendHtml(
      ctx,
      toSignInPage({
        action: ctx.state.path,
        purpose: toPurpose(client, plugin),
        upstream: authorization.upstream?.name,
        isByInvitation: authorization.signUp.way === 'by-invitation',
        next: ctx.state.path,
        ...retry,
      }),
      options,
    )
  }
  const page = toConsentPage({
    action: ctx.state.path,
    client: { ...client, redirectUri },
    plugin,
    scopes: interaction.scopes,
    email: account.email,
  })
  sendHtml(ctx, page, options)
}

/** Who comes back from the other provider. */
function findSignedInElsewhere(ctx: Call, { secret }: Authorization, { name }: Interaction): string | undefined {
  const sealed = name === 'login' ? new URLSearchParams(ctx.state.query).get('signed-in') : null
  return sealed === null ? undefined : openSignIn(secret, sealed, ctx.state.path)
}

async function finishElsewhere(
  ctx: Call,
  authorization: Authorization,
  { interaction, accountId }: { interaction: Interaction; accountId: string },
) {
  const { audit, upstream } = authorization
  const line = { userId: accountId, clientId: interaction.clientId, address: ctx.state.address }
  await audit.write({ ...line, event: 'sign-in', details: { by: upstream?.issuer } })
  await finish(ctx, authorization, { login: { accountId, amr: ['fed'] } })
}

/** Who has signed in in this browser since the program asked, such as by making an account. */
async function findSignedIn(ctx: Call, { sessions, accounts }: Authorization): Promise<string | undefined> {
  const id = await sessions.find(ctx.req, ctx.res)
  return id === undefined ? undefined : (await accounts.find(id))?.id
}

async function describeClient({ provider }: Authorization, interaction: Interaction) {
  const client = await findClient(provider, interaction.clientId)
  const { hostname } = new URL(interaction.redirectUri)
  return {
    name: client?.clientName ?? interaction.clientId,
    isRegistered: client?.['registered'] === true,
    host: interaction.clientId.startsWith('https://') ? new URL(interaction.clientId).host : undefined,
    isConsole: client?.['console'] === true,
    isLocal: ['127.0.0.1', '[::1]', 'localhost'].includes(hostname),
  }
}

function toPurpose(client: { name: string; isConsole: boolean }, plugin: ProtectedPlugin | undefined): string {
  const own = client.isConsole
    ? client.name === siteTitles.admin
      ? 'to run this Patchbay.'
      : 'to talk to plugins in the console.'
    : undefined
  return own ?? `to let ${client.name} use ${plugin?.title ?? 'a plugin'}.`
}

interface Submission {
  interaction: Interaction
  form: ParsedUrlQuery
}

async function signIn(ctx: Call, authorization: Authorization, { interaction, form }: Submission): Promise<void> {
  const email = toText(form['email'])
  await countTry(ctx, authorization, email)
  const account = await authorization.accounts.signIn(email, toText(form['password']))
  if (!account) {
    authorization.log.warn(
      { requestId: ctx.state.requestId, step: 'sign-in', code: 'wrong_password', address: ctx.state.address },
      'sign-in failed',
    )
    await writeAudit(ctx, authorization, { event: 'sign-in.refused', interaction, details: { code: 'wrong_password' } })
    return showInteraction(ctx, authorization, interaction, { email, problem: 'E-mail or password is not right.', status: 400 })
  }
  await authorization.audit.write({ event: 'sign-in', userId: account.id, clientId: interaction.clientId, address: ctx.state.address })
  await finish(ctx, authorization, { login: { accountId: account.id, amr: ['pwd'] } })
}

/** Makes the grant: what was ticked is allowed, the rest refused, so that it is not asked for again. */
async function consent(ctx: Call, authorization: Authorization, { interaction, form }: Submission): Promise<void> {
  const { provider } = authorization
  const { plugin, accountId, clientId } = interaction
  if (form['do'] !== 'allow' || !plugin || !accountId) throw new AppError('invalid_request', 'Choose Allow or Cancel.')
  const ticked = [form['scope']].flat()
  const allowed = interaction.scopes.filter((scope) => ticked.includes(scope))
  if (allowed.length === 0) {
    await writeAudit(ctx, authorization, { event: 'consent.refused', interaction })
    return finish(ctx, authorization, { error: 'access_denied', error_description: 'the person allowed nothing' })
  }
  const grant = new provider.Grant({ accountId, clientId })
  grant.addResourceScope(plugin.origin, allowed.join(' '))
  const refused = interaction.scopes.filter((scope) => !allowed.includes(scope))
  if (refused.length > 0) grant.rejectResourceScope(plugin.origin, refused.join(' '))
  if (interaction.oidcScopes.length > 0) grant.addOIDCScope(interaction.oidcScopes.join(' '))
  await authorization.clients.pinCallback(clientId, interaction.redirectUri)
  await writeAudit(ctx, authorization, { event: 'consent', interaction, details: { scope: allowed.join(' ') } })
  await finish(ctx, authorization, { consent: { grantId: await grant.save() } })
}

async function finish(ctx: Call, { provider }: Authorization, result: InteractionResults): Promise<void> {
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: !('error' in result) }))
  ctx.status = 303
  ctx.set('cache-control', 'no-store')
}

async function writeAudit(
  ctx: Call,
  { audit }: Authorization,
  { interaction, ...line }: Pick<AuditLine, 'event' | 'details'> & { interaction: Interaction },
): Promise<void> {
  const { accountId: userId, clientId, plugin } = interaction
  await audit.write({ ...line, userId, clientId, plugin: plugin?.name, address: ctx.state.address })
}

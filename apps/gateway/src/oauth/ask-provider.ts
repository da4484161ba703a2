import { AppError } from '@patchbay/plugin-kit'
import { parse, stringify } from 'node:querystring'
import type { Call } from '../call.ts'
import type { Authorization } from './authorization.ts'
import { completeAuthorization, completeToken } from './complete-request.ts'
import { findClient } from './find-client.ts'
import { toProviderRequest } from './provider-request.ts'
import { readForm, toText } from './read-form.ts'

/** Hands a request to the authorization server, which answers it. */
export async function askProvider(ctx: Call, authorization: Authorization): Promise<void> {
  const { issuer, provider } = authorization
  const isGet = ctx.method === 'GET' || ctx.method === 'HEAD'
  const query = ctx.state.path === '/oauth/authorize' && isGet ? await completeQuery(ctx, authorization) : ctx.state.query
  const isForm = ctx.method === 'POST' && ctx.state.path !== '/oauth/register'
  const form = isForm ? await readForm(ctx.req) : undefined
  if (form && ctx.state.path === '/oauth/revoke') form['token'] = await markToken(toText(form['token']), authorization)
  await pass(ctx, provider, toProviderRequest(ctx.req, { url: `${ctx.state.path}${query && `?${query}`}`, issuer, ...(form && { form }) }))
}

/**
 * Answers a token request, on `auth.<domain>` or in place on a plugin's host, where only this plugin's clients and tokens are served.
 * Hosts of 2023 send JSON.
 */
export async function answerToken(ctx: Call, authorization: Authorization, pluginName?: string): Promise<void> {
  const { issuer, provider, resources } = authorization
  const form = completeToken(await readForm(ctx.req, { json: true }), resources)
  const plugin = pluginName === undefined ? undefined : resources.byName(pluginName)
  if (plugin) {
    const clientId = toText(form['client_id']) || readBasicId(ctx.req.headers.authorization)
    const client = await findClient(provider, clientId)
    const boundTo = client?.['plugin']
    if (client && boundTo !== undefined && boundTo !== plugin.name)
      throw new AppError('unauthorized', `This client is not for ${plugin.name}.`, { details: { error: 'invalid_client' } })
    if (client && boundTo === undefined) form['resource'] = plugin.origin
  }
  await pass(ctx, provider, toProviderRequest(ctx.req, { url: '/oauth/token', issuer, form }))
}

/** The authorization endpoint of a plugin host: the same request at `auth.<domain>`, for this plugin. */
export function redirectToIssuer(ctx: Call, authorization: Authorization, pluginName: string): void {
  const query = parse(ctx.state.query)
  const plugin = authorization.resources.byName(pluginName)
  const complete = query['resource'] === undefined && plugin ? { ...query, resource: plugin.origin } : query
  ctx.set('cache-control', 'no-store')
  ctx.redirect(`${authorization.issuer.origin}/oauth/authorize?${stringify(complete)}`)
}

/** A JWT can't be looked up, but its grant can. One that is not valid is as good as unknown (RFC 7009 §2.2). */
async function markToken(token: string, { tokens, marker }: Authorization): Promise<string> {
  if (!token.includes('.')) return token
  const verified = await tokens.verify(token)
  return verified ? marker.create(verified.grantId, verified.principal.client.id) : 'unknown'
}

async function completeQuery(ctx: Call, { provider, resources }: Authorization): Promise<string> {
  return stringify(await completeAuthorization(parse(ctx.state.query), provider, resources))
}

async function pass(ctx: Call, provider: Authorization['provider'], request: Call['req']): Promise<void> {
  ctx.respond = false
  const { headers } = ctx.state
  for (let index = 0; index < headers.length; index += 2) ctx.res.setHeader(headers[index]!, headers[index + 1]!)
  await provider.callback()(request, ctx.res)
}

/** RFC 6749 §2.3.1 */
function readBasicId(header: string | undefined): string {
  const match = /^basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '')
  const id = match ? Buffer.from(match[1]!, 'base64').toString().split(':')[0]! : ''
  try {
    return decodeURIComponent(id)
  } catch {
    return ''
  }
}

import type { Principal } from '@patchbay/auth'
import type { Quota } from '@patchbay/rate-limit'
import type { Call } from '../call.ts'
import type { Route } from '../plugin/compile-plugin.ts'
import { toAddressKey } from '../trusted-peers.ts'

/** Whether the id that a caller from an address brings for its user is that of somebody: AI hosts and the console are believed. */
export type BelievesId = (address: string, id: string) => boolean

/** Who is counted: the principal, or for who is not known, where they call from. */
export interface Counted {
  principal: Principal
  caller: string
}

/** The limit of who calls, whatever it is they call. */
export function toCallerQuotas({ principal, caller }: Counted, { limits }: Route): Quota[] {
  if (principal.kind === 'anonymous') return [{ name: 'address', key: `address:${caller}`, limit: limits.address }]
  return [{ name: 'client', key: `client:${principal.client.id}`, limit: limits.client }]
}

/** The limits of one person in a plugin and with one of its actions. */
export function toActionQuotas({ principal, caller }: Counted, { limits, name }: Route, plugin: string): Quota[] {
  if (principal.kind === 'anonymous') return [{ name: 'action', key: `action:${plugin}:${name}:${caller}`, limit: limits.action }]
  const person = principal.user?.id ?? principal.client.id
  return [
    { name: 'user', key: `user:${plugin}:${person}`, limit: limits.user },
    { name: 'action', key: `action:${plugin}:${name}:${person}`, limit: limits.action },
  ]
}

export function toCounted(ctx: Call, believesId: BelievesId): Counted {
  const { principal } = ctx.state
  const caller = principal!.kind === 'anonymous' ? toAnonymousKey(ctx, believesId) : ''
  return { principal: principal!, caller }
}

/** AI hosts and the console call for everybody from few addresses; there the daily id of the user is the better key. */
function toAnonymousKey({ req, state: { address } }: Call, believesId: BelievesId): string {
  const id = req.headers['openai-ephemeral-user-id']
  const isGood = typeof id === 'string' && /^[\w.-]{8,128}$/.test(id) && believesId(address, id)
  return isGood ? `ephemeral:${id}` : toAddressKey(address)
}

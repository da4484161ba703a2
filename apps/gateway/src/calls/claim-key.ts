import { AppError, parseRoute, type Action } from '@patchbay/plugin-kit'
import { toFingerprint, type StoredAnswer } from '@patchbay/queue'
import type { ActionSetting } from '../plugin/compile-action.ts'
import type { ActionCall } from './action-call.ts'
import type { HeldClaims } from './held-claims.ts'

/**
 * Claims the call's idempotency key; gives the answer of an earlier call with the same key.
 *
 * @throws AppError `in_progress`, `idempotency_mismatch`, or `invalid_request` for a key that can't be one
 */
export async function claimKey(
  { action, setting, claims }: { action: Action; setting: ActionSetting; claims: HeldClaims },
  input: unknown,
  call: ActionCall,
): Promise<StoredAnswer | undefined> {
  const key = toKey(action, call)
  if (key === undefined) return undefined
  const { principal } = call
  const fingerprint = toFingerprint(setting.hosted.name, action.name, input)
  const owner = principal.user?.id ?? principal.client.id
  const claimed = await setting.writes.idempotency.claim({ owner, plugin: setting.hosted.name, key, fingerprint })
  if ('stored' in claimed) return claimed.stored
  claims.add(claimed.claim)
  return undefined
}

function toKey({ effect, route }: Action, { idempotencyKey: key, principal }: ActionCall): string | undefined {
  if (key === undefined || parseRoute(route)!.method === 'GET') return undefined
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new AppError('invalid_request', 'An Idempotency-Key is 1 to 255 visible ASCII characters, without spaces. A UUID does well.')
  if (principal.kind !== 'anonymous') return key
  // Nobody can tell the calls of one stranger from those of another. What only reads may as well happen twice.
  if (effect === 'read') return undefined
  throw new AppError(
    'invalid_request',
    'An Idempotency-Key needs a credential: your calls can’t be told from those of others. Leave it out.',
  )
}

import type { ActionContext, Location } from '@patchbay/plugin-kit'
import type { IncomingMessage } from 'node:http'
import type { Call } from '../call.ts'
import type { ActionSetting } from './compile-action.ts'
import type { Slot } from './in-flight.ts'

/** What `run` gets. What is costly and seldom read is made when it is read. */
export function createContext(call: Call, { hosted, log, site }: ActionSetting, slot: Slot): ActionContext {
  const { principal, requestId } = call.state
  return {
    ...hosted.services,
    user: principal?.user,
    client: principal!.client,
    scopes: principal!.scopes,
    log,
    requestId,
    origin: site.origin,
    get location() {
      return readLocation(call.req)
    },
    get signal() {
      call.res.once('close', () => slot.abort())
      return slot.signal
    },
  }
}

/** Hints of AI hosts and browsers about where a person is. Malformed ones are left out. */
export function readLocation({ headers }: IncomingMessage): Location {
  const subdivision = headers['openai-subdivision-1-iso-code']
  const place = typeof subdivision === 'string' && /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(subdivision) ? { country: subdivision.slice(0, 2), subdivision } : {}
  const locale = /^\s*([a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\s*(?:[,;]|$)/i.exec(headers['accept-language'] ?? '')?.[1]
  return locale ? { ...place, locale } : place
}

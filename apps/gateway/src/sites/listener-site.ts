import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import type { Site } from './site.ts'

/** A host name that another part of the process answers, such as the console. It sets all headers itself. */
export function createListenerSite(name: string, listener: RequestListener): Site {
  return {
    name,
    async answer(ctx) {
      ctx.respond = false
      ctx.req.headers['x-request-id'] = ctx.state.requestId
      const closed = once(ctx.res, 'close')
      listener(ctx.req, ctx.res)
      await closed
    },
  }
}

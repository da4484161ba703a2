import type { Method, Plugin } from '@patchbay/plugin-kit'
import { toScopes } from '@patchbay/surfaces'
import type { Step } from '../call.ts'
import { createDocument } from '../documents/document-route.ts'
import { answerToken, redirectToIssuer } from '../oauth/ask-provider.ts'
import type { Authorization } from '../oauth/authorization.ts'
import type { Route } from './compile-plugin.ts'

/** The OAuth endpoints on a plugin's own host: hosts such as GPT Actions want them where the API is. */
export function createOAuthRoutes(plugin: Plugin, authorization: Authorization): { method: Method; path: string; route: Route }[] {
  if (toScopes(plugin).length === 0) return []
  return [
    toRoute('GET', '/oauth/authorize', async (ctx) => redirectToIssuer(ctx, authorization, plugin.name)),
    toRoute('POST', '/oauth/token', (ctx) => answerToken(ctx, authorization, plugin.name)),
  ]
}

function toRoute(method: Method, path: string, answer: Step): { method: Method; path: string; route: Route } {
  const document = createDocument(path, { type: 'text/plain', body: '' })
  return { method, path, route: { ...document, name: 'oauth', pattern: `${method} ${path}`, answer } }
}

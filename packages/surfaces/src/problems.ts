import { parseRoute, type Action, type Auth } from '@patchbay/plugin-kit'
import type { JsonSchema } from './json-schema.ts'

/** The one shape of every error (RFC 9457). */
export const problemSchema: JsonSchema = {
  type: 'object',
  description: 'What went wrong and what to do about it (RFC 9457).',
  properties: {
    type: { type: 'string', description: 'Always about:blank.' },
    title: { type: 'string', description: 'The HTTP status in words.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    code: { type: 'string', description: 'What went wrong, for programs. Stable.' },
    detail: { type: 'string', description: 'What to do, in a sentence.' },
    requestId: { type: 'string', description: 'Names this request in the log of the operator.' },
    errors: {
      type: 'array',
      description: 'Each wrong part of the input.',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } }, required: ['path', 'message'] },
    },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
}

/** The problem answers an operation can give, by status. */
export function toErrorResponses(action: Action, auth: Auth): Record<string, object> {
  const named = (parseRoute(action.route)?.parameters.length ?? 0) > 0
  return {
    '400': problem('The input is wrong; `errors` says where.'),
    ...(auth !== 'none' && { '401': problem('No key, or one that is not valid here.'), '403': problem('The key may not do this.') }),
    ...(named && { '404': problem('There is nothing of that name, or it is not yours.') }),
    ...(action.effect !== 'read' && { '409': problem('The present state does not allow it; `detail` says why.') }),
    '429': problem('Too many requests: wait for the seconds in `Retry-After`.'),
    '500': problem('A mistake on our side. Try again later.'),
    '503': problem('Not available at the moment: wait for the seconds in `Retry-After`.'),
  }
}

export function problem(description: string): object {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
}

import type { ToolResult } from '@patchbay/mcp'
import type { AppError } from '@patchbay/plugin-kit'
import { toProblem } from '../problem.ts'

/**
 * What went wrong as the result of a tool, so that the model reads it and can do something about it. A challenge stands in
 * `_meta` too: hosts such as ChatGPT then ask the person to sign in.
 */
export function toToolError(error: AppError, requestId: string): ToolResult {
  const challenge = error.headers?.['www-authenticate']
  return {
    content: [{ type: 'text', text: error.message }],
    isError: true,
    _meta: {
      'patchbay/problem': toProblem(error, requestId),
      ...(challenge && { 'mcp/www_authenticate': [describe(challenge, error)] }),
    },
  }
}

/** Hosts want both `error` and `error_description`, also where RFC 6750 has none because nothing was sent. */
function describe(challenge: string, { message }: AppError): string {
  const named = challenge.includes('error="') ? challenge : `${challenge}, error="invalid_token"`
  return `${named}, error_description="${message.replace(/["\\’]/g, "'").replace(/[^\x20-\x7e]/g, '?')}"`
}

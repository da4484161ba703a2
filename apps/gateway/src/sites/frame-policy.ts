import { AppError } from '@patchbay/plugin-kit'
import { z } from 'zod'

const origins = z
  .array(z.string().regex(/^(?:https|wss):\/\/(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?$/))
  .max(20)
  .default([])

/** What a widget declares it must reach (`McpUiResourceCsp`). */
const declared = z.object({
  connectDomains: origins,
  resourceDomains: origins,
  frameDomains: origins,
  baseUriDomains: origins,
})

/**
 * The policy of the frame page, which the widget inside it inherits: nothing may be loaded, sent or opened but what is declared.
 *
 * @param csp JSON, as the host passes it in the query
 * @throws AppError `invalid_request`
 */
export function toFramePolicy(csp: string | undefined, host: string): string {
  const { connectDomains, resourceDomains, frameDomains } = read(csp)
  const from = (...sources: string[]) => [...sources, ...resourceDomains].join(' ') || "'none'"
  return [
    "default-src 'none'",
    `script-src ${from("'unsafe-inline'")}`,
    `style-src ${from("'unsafe-inline'")}`,
    `img-src ${from('data:', 'blob:')}`,
    `media-src ${from('data:', 'blob:')}`,
    `font-src ${from('data:')}`,
    `connect-src ${connectDomains.join(' ') || "'none'"}`,
    `frame-src ${frameDomains.join(' ') || "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${host}`,
  ].join('; ')
}

function read(csp: string | undefined): z.output<typeof declared> {
  const parsed = declared.safeParse(toJson(csp ?? '{}'))
  if (!parsed.success)
    throw new AppError(
      'invalid_request',
      'csp is JSON such as {"connectDomains":["https://api.example.com"]}, with at most 20 origins in each.',
    )
  return parsed.data
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

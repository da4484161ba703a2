import { AppError } from '@patchbay/plugin-kit'
import type { IncomingMessage } from 'node:http'
import { parse, type ParsedUrlQuery } from 'node:querystring'
import { parseJson } from '../json/parse-json.ts'
import { collectBytes } from '../json/read-bytes.ts'

/**
 * The fields of a form, or of a flat JSON object where `json` allows it: plugin hosts of 2023 send token requests that way.
 *
 * @throws AppError `unsupported_media_type`, `payload_too_large` or `invalid_request`.
 */
export async function readForm(request: IncomingMessage, options: { json?: boolean } = {}): Promise<ParsedUrlQuery> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded') return parse((await collectBytes(request)).toString('utf8'), '&', '=', { maxKeys: 100 })
  if (options.json && type === 'application/json') return toFields(parseJson(await collectBytes(request)))
  throw new AppError('unsupported_media_type', 'Send the fields as application/x-www-form-urlencoded.')
}

/** One field as text; '' when it is not there or there twice. */
export function toText(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : ''
}

function toFields(value: unknown): ParsedUrlQuery {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse()
  const entries = Object.entries(value)
  if (entries.some(([, member]) => typeof member !== 'string')) throw refuse()
  return Object.fromEntries(entries) as Record<string, string>
}

function refuse(): AppError {
  return new AppError('invalid_request', 'Send a JSON object whose members are all strings, or a form.')
}

import { AppError } from '@patchbay/plugin-kit'
import type { z } from 'zod'
import type { Call } from '../call.ts'

const most = 256 * 1024
const deepest = 32

/** Reads the JSON body of a request and checks it. A missing body is an empty object. */
export async function readJson<Schema extends z.ZodType>(ctx: Pick<Call, 'req'>, schema: Schema): Promise<z.output<Schema>> {
  const text = await readText(ctx)
  if (text !== '' && !/^application\/json\b/i.test(ctx.req.headers['content-type'] ?? ''))
    throw new AppError('unsupported_media_type', 'Send the body as application/json.')
  const parsed = schema.safeParse(parse(text))
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const [first] = errors
  throw new AppError('invalid_input', `${first?.path ? `${first.path}: ` : ''}${first?.message ?? 'The body is wrong.'}`, {
    details: { errors },
  })
}

async function readText({ req }: Pick<Call, 'req'>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) throw new AppError('payload_too_large', `Send at most ${most} bytes.`, { headers: { connection: 'close' } })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parse(text: string): unknown {
  if (/\0|(?<!\\)(?:\\\\)*\\u0000/.test(text)) throw new AppError('invalid_input', 'Leave out the character U+0000.')
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new AppError('invalid_input', 'The body is not JSON.')
  }
  if (isDeeper(value, deepest)) throw new AppError('invalid_input', `The body may be at most ${deepest} levels deep.`)
  return value
}

function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return most === 0 || Object.values(value).some((inner) => isDeeper(inner, most - 1))
}

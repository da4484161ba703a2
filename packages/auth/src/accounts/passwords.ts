import { AppError } from '@patchbay/plugin-kit'
import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** RFC 9106 §4 with the memory that OWASP asks of argon2id: 19 MiB, two passes. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

const pattern = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** What is stored of a password: argon2id in the PHC string format. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', toParameters(password, { ...cost, nonce }))
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${toText(nonce)}$${toText(tag)}`
}

/** Compares in constant time. Without a hash it works as long, so that unknown people take as long as known ones. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const match = pattern.exec(stored ?? absent)!
  const [memory, passes, parallelism] = match.slice(1, 4).map(Number) as [number, number, number]
  const tag = Buffer.from(match[5]!, 'base64')
  const nonce = Buffer.from(match[4]!, 'base64')
  const computed = await derive('argon2id', toParameters(password, { memory, passes, parallelism, tagLength: tag.length, nonce }))
  return timingSafeEqual(computed, tag) && stored !== null
}

const absent = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${toText(Buffer.alloc(16))}$${toText(Buffer.alloc(32))}`

function toParameters(password: string, rest: Omit<Argon2Parameters, 'message'>): Argon2Parameters {
  return { message: Buffer.from(password.normalize('NFKC')), ...rest }
}

function toText(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

/** @throws AppError `invalid_input` when it is too short or too long */
export function checkPassword(password: string): void {
  if (password.length < 12) throw new AppError('invalid_input', 'Choose a password of at least 12 characters.')
  if (password.length > 256) throw new AppError('invalid_input', 'Choose a password of at most 256 characters.')
}

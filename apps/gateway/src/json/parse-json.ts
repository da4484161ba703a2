import { AppError } from '@patchbay/plugin-kit'
import { isUtf8 } from 'node:buffer'

const deepest = 32
const mostMembers = 10_000

/**
 * Parses a JSON body that can be trusted not to hurt what comes after: nesting and size are checked before `JSON.parse`,
 * which takes a million nested arrays that `JSON.stringify` then can't write.
 *
 * @throws AppError `invalid_request` for bytes that are not UTF-8, text that is not JSON, nesting deeper than 32, more than
 * 10,000 members, keys that reach prototypes, NUL or lone surrogates in text.
 */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw refuse('The body is not UTF-8.')
  checkShape(bytes)
  const text = bytes.toString('utf8')
  const value = parse(text)
  // Escapes can hide a key or a character, so a body that has any is looked through once more.
  if (/\\u|__proto__|constructor|prototype/.test(text)) checkValue(value)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse('The body is not JSON.')
  }
}

const quote = 0x22
const backslash = 0x5c

/** One pass over the bytes. In UTF-8 no byte of a longer character is below 0x80, so these can't be mistaken. */
function checkShape(bytes: Buffer): void {
  let depth = 0
  let members = 0
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!
    if (byte === quote) index = endOfString(bytes, index)
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > deepest) throw refuse(`The body is nested deeper than ${deepest}.`)
    } else if (byte === 0x5d || byte === 0x7d) depth--
    else if ((byte === 0x3a || byte === 0x2c) && ++members > 2 * mostMembers) throw refuse(`The body has more than ${mostMembers} members.`)
  }
}

function endOfString(bytes: Buffer, start: number): number {
  let index = start + 1
  while (index < bytes.length && bytes[index] !== quote) index += bytes[index] === backslash ? 2 : 1
  return index
}

function checkValue(value: unknown): void {
  if (typeof value === 'string') return checkText(value)
  if (typeof value !== 'object' || value === null) return
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype')
      throw refuse(`The body has a member ${key}, which is not allowed.`)
    checkText(key)
    checkValue(member)
  }
}

/** PostgreSQL can't store NUL, and UTF-8 has no lone surrogates: what can't be kept as it came is refused. */
export function checkText(text: string): void {
  if (text.includes('\0') || !text.isWellFormed()) throw refuse('A text holds NUL or half a surrogate pair.')
}

function refuse(message: string): AppError {
  return new AppError('invalid_request', message)
}

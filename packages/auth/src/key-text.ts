import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

export type KeyKind = 'service' | 'user'

/** A key as its holder has it: `pb_user_<id>_<secret>`, 48 bits that name it and 256 bits that prove it. */
export interface KeyText {
  kind: KeyKind
  id: string
  secret: string
}

const pattern = /^pb_(service|user)_([0-9a-f]{12})_([0-9a-f]{64})$/

export function createKeyText(kind: KeyKind): KeyText {
  return { kind, id: randomBytes(6).toString('hex'), secret: randomBytes(32).toString('hex') }
}

export function formatKeyText({ kind, id, secret }: KeyText): string {
  return `pb_${kind}_${id}_${secret}`
}

/** Takes a key apart; undefined for anything that can't be one. */
export function parseKeyText(text: string): KeyText | undefined {
  const match = pattern.exec(text)
  return match ? { kind: match[1] as KeyKind, id: match[2]!, secret: match[3]! } : undefined
}

/** What is stored of a secret. SHA-256 is enough for 256 random bits: there is nothing to guess. */
export function hashSecret(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}

/** Compares in constant time. */
export function isSecret(secret: string, stored: Uint8Array): boolean {
  const computed = hashSecret(secret)
  return computed.length === stored.length && timingSafeEqual(computed, stored)
}

import { hash } from 'node:crypto'

export const keyCount = 100

/** The keys of the hand-composed entrants, kept hashed as a real service keeps them. */
export const keys = Array.from({ length: keyCount }, (_, index) => `bench_${String(index).padStart(4, '0')}_k7Qw9ZxT3mVb`)

const stored = new Map(keys.map((key, index) => [hash('sha256', key), { id: `key_${index}` }]))

export function findKey(key: string): { id: string } | undefined {
  return stored.get(hash('sha256', key))
}

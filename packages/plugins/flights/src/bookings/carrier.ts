import { AppError } from '@patchbay/plugin-kit'
import { setTimeout as wait } from 'node:timers/promises'
import { toFraction } from '../timetable/hash.ts'

export const carrierMoods = ['real', 'steady', 'refusing', 'flaky'] as const

/** How the simulated carrier behaves: like real ones, or always in one way. */
export type CarrierMood = (typeof carrierMoods)[number]

/** Makes tickets of bookings. The same booking again gives the same ticket. */
export interface Carrier {
  /**
   * @throws AppError `conflict` when it refuses for good, `upstream_failed` when it can't be reached
   */
  issueTicket: (bookingId: string, signal: AbortSignal) => Promise<{ reference: string }>
}

export interface CarrierOptions {
  mood: CarrierMood
  /** Milliseconds it usually takes. */
  delay: number
}

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A carrier that is slow, sometimes can't be reached and now and then refuses, as real ones do. */
export function createSimulatedCarrier({ mood, delay }: CarrierOptions): Carrier {
  const tries = new Map<string, number>()
  return {
    async issueTicket(bookingId, signal) {
      await wait(Math.round(delay * (0.5 + toFraction(`${bookingId} slow`))), undefined, { signal })
      const luck = toFraction(`${bookingId} luck`)
      if (mood === 'refusing' || (mood === 'real' && luck < 0.03)) throw refuse()
      const tried = (tries.get(bookingId) ?? 0) + 1
      tries.set(bookingId, tried)
      if (tried === 1 && (mood === 'flaky' || (mood === 'real' && luck > 0.85))) throw fail()
      tries.delete(bookingId)
      return { reference: toReference(bookingId) }
    },
  }
}

function refuse(): AppError {
  return new AppError('conflict', 'The airline refused the booking. Everything was paid back. Search again and choose another offer.')
}

function fail(): AppError {
  return new AppError('upstream_failed', 'The airline can’t be reached. It is tried again.')
}

function toReference(bookingId: string): string {
  return Array.from({ length: 6 }, (_, index) => alphabet[Math.floor(toFraction(`${bookingId} ${index}`) * alphabet.length)]).join('')
}

import { day, hour } from '../time/zone.ts'

/** What the terms say. */
export const refundRule =
  'Refund of simulated bookings: everything within 24 hours of booking (if departure is more than 24 hours away), 80 % until 7 days before departure, 50 % until 24 hours before, then nothing. After departure a booking can no longer be cancelled.'

export interface RefundOptions {
  amount: number
  bookedAt: number
  departsAt: number
  now: number
}

/** What of the amount is paid back, in the same unit. */
export function toRefund({ amount, bookedAt, departsAt, now }: RefundOptions): number {
  const left = departsAt - now
  if (left < day) return 0
  if (now - bookedAt <= 24 * hour) return amount
  return Math.round(amount * (left >= 7 * day ? 0.8 : 0.5))
}

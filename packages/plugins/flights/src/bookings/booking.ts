import type { Database } from '@patchbay/plugin-kit'
import type { WatchRow } from '../watches/watch-store.ts'
import type { Money, Offer, Passenger } from '../flight-provider.ts'

export const bookingStatuses = ['pending', 'confirmed', 'cancelled', 'failed'] as const

/** `pending`: held, or sent to the seller whose answer is not known; `failed`: refused by the airline, nothing to pay. */
export type BookingStatus = (typeof bookingStatuses)[number]

interface BookingRow {
  id: string
  user_id: string
  job_id: string | null
  status: BookingStatus
  details: { offer: Offer; passengers: readonly Passenger[] }
  departs_at: Date
  order_id: string | null
  reference: string | null
  /** When the simulated payment was made, and when an order outside was begun. */
  paid_at: Date | null
  ordered_at: Date | null
  refund: Money | null
  share_token: string | null
  created_at: Date
  cancelled_at: Date | null
}

export type FlightsDatabase = Database<{ booking: BookingRow; seat_sale: { key: string; sold: number }; watch: WatchRow }>

/** A booking as it is stored. */
export interface Booking {
  id: string
  userId: string
  status: BookingStatus
  offer: Offer
  passengers: readonly Passenger[]
  departsAt: Date
  /** The seller's id of the order; undefined for seats of our own. */
  orderId: string | undefined
  /** What the airline knows it by. */
  reference: string | undefined
  refund: Money | undefined
  shareToken: string | undefined
  createdAt: Date
  cancelledAt: Date | undefined
}

export function toBooking(row: BookingRow): Booking {
  return {
    id: row.id,
    userId: row.user_id,
    status: row.status,
    offer: row.details.offer,
    passengers: row.details.passengers,
    departsAt: row.departs_at,
    orderId: row.order_id ?? undefined,
    reference: row.reference ?? undefined,
    refund: row.refund ?? undefined,
    shareToken: row.share_token ?? undefined,
    createdAt: row.created_at,
    cancelledAt: row.cancelled_at ?? undefined,
  }
}

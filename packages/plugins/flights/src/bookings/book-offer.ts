import { AppError, isCancelled, type ActionContext } from '@patchbay/plugin-kit'
import type { FlightProvider, Offer, Order, Passenger, Seller } from '../flight-provider.ts'
import type { BookingStore } from './booking-store.ts'
import type { Booking } from './booking.ts'
import type { Carrier } from './carrier.ts'

export interface BookOptions {
  bookings: BookingStore
  provider: FlightProvider
  carrier: Carrier
  userId: string
  /** Names the job: another attempt of it goes on with the same booking. */
  jobId: string | undefined
  /** The offer at its price of now, once it is needed. */
  findOffer: () => Promise<Offer>
  passengers: readonly Passenger[]
  now: number
  signal: AbortSignal
  progress: ActionContext['progress']
}

/** A booking that is held and paid, and the ticket to confirm it with. */
export interface Ticketed {
  booking: Booking
  /** What was bought outside; undefined for seats of our own. */
  order: Order | undefined
  reference: string
}

/**
 * Holds the seats, pays, and gets the ticket. Until there is a ticket it can be cancelled; then, as when the airline refuses, seats
 * and money are given back. Each step is kept, so another attempt goes on where the one before ended. A booking of an attempt before
 * that was confirmed comes back as it is.
 */
export async function bookOffer(options: BookOptions): Promise<Ticketed | Booking> {
  const { bookings, provider, progress } = options
  const held = await hold(options)
  if (held.status !== 'pending') return held
  progress(0.3, `Booking ${held.id}: seats are held`)
  try {
    const paid = await pay(held, options)
    progress(0.5, `Booking ${held.id}: paid, waiting for the ticket`)
    const ticketed = provider.seller ? await order(paid, provider.seller, options) : await ticket(paid, options)
    progress(0.9, `Booking ${held.id}: ticketed`)
    return ticketed
  } catch (error) {
    if (isCancelled(options.signal)) await bookings.giveUp(held.id, 'cancelled', new Date(options.now))
    else if (isRefusal(error)) await bookings.giveUp(held.id, 'failed', new Date(options.now))
    throw error
  }
}

async function hold(options: BookOptions): Promise<Booking> {
  const { bookings, provider, userId, jobId, now, signal } = options
  const earlier = jobId === undefined ? undefined : await bookings.findByJob(jobId)
  if (earlier) return earlier
  signal.throwIfAborted()
  const offer = await options.findOffer()
  provider.seller?.checkPassengers(options.passengers)
  // Only names are kept; the rest is for the seller.
  const passengers = options.passengers.map(({ givenName, familyName }) => ({ givenName, familyName }))
  return bookings.create({ userId, jobId, offer, passengers, now: new Date(now) })
}

/** Simulated: a seller outside is paid with the order. */
async function pay(booking: Booking, { bookings, provider, signal, now }: BookOptions): Promise<Booking> {
  signal.throwIfAborted()
  return provider.seller ? booking : bookings.markPaid(booking.id, new Date(now))
}

async function ticket(booking: Booking, { carrier, signal }: BookOptions): Promise<Ticketed> {
  const { reference } = await carrier.issueTicket(booking.id, signal)
  signal.throwIfAborted()
  return { booking, order: undefined, reference }
}

/** An order outside can't be repeated: one that was begun and not answered may exist, so the booking stays pending. */
async function order(booking: Booking, seller: Seller, { bookings, passengers, signal, now }: BookOptions): Promise<Ticketed> {
  signal.throwIfAborted()
  if (!(await bookings.beginOrder(booking.id, new Date(now)))) throw new PendingError(booking.id)
  try {
    // Not to be stopped half-way: its answer decides.
    const made = await seller.createOrder(booking.offer, passengers, AbortSignal.timeout(60_000))
    return { booking, order: made, reference: made.reference }
  } catch (error) {
    if (error instanceof AppError && error.status < 500) throw error
    throw new PendingError(booking.id, error)
  }
}

/** It is not known whether the seller made the order, so nothing is undone and nothing is tried again. */
class PendingError extends AppError {
  constructor(id: string, cause?: unknown) {
    super('conflict', `The seller did not confirm in time. Booking ${id} is pending: look at it before you book again.`, { cause })
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.status < 500 && !(error instanceof PendingError)
}

import { randomBytes, randomInt } from 'node:crypto'
import { AppError } from '@patchbay/plugin-kit'
import type { Money, Offer, Passenger } from '../flight-provider.ts'
import type { Ticketed } from './book-offer.ts'
import { toBooking, type Booking, type FlightsDatabase } from './booking.ts'
import { countSold, returnSeats, takeSeats } from './seat-stock.ts'

export interface NewBooking {
  userId: string
  /** The job that books; a job makes one booking. */
  jobId: string | undefined
  offer: Offer
  passengers: readonly Passenger[]
  now: Date
}

export interface ListOptions {
  userId: string
  limit: number
  /** The id of the last booking of the page before. */
  after: string | undefined
}

export interface CancelOptions {
  userId: string
  id: string
  refund: Money
  now: Date
}

export interface BookingStore {
  countSold: (keys: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** Takes the seats and writes a pending booking, both or neither. Throws AppError `conflict` when there are not enough seats. */
  create: (booking: NewBooking) => Promise<Booking>
  findByJob: (jobId: string) => Promise<Booking | undefined>
  markPaid: (id: string, now: Date) => Promise<Booking>
  /** False when the order was begun before. */
  beginOrder: (id: string, now: Date) => Promise<boolean>
  /** Ends a pending booking: gives seats back, and what was paid. Harmless for others. */
  giveUp: (id: string, status: 'cancelled' | 'failed', now: Date) => Promise<void>
  /** The ids of pending bookings from before, of which nothing was ordered outside. */
  listAbandoned: (before: Date) => Promise<string[]>
  find: (userId: string, id: string) => Promise<Booking | undefined>
  /** The newest first. */
  list: (options: ListOptions) => Promise<Booking[]>
  /** Undefined when it is not a confirmed booking of the user (any more). */
  cancel: (options: CancelOptions) => Promise<Booking | undefined>
  /** Makes a link's token, or gives the one there is; undefined when there is no such booking. */
  share: (userId: string, id: string) => Promise<string | undefined>
  unshare: (userId: string, id: string) => Promise<boolean>
  findShared: (token: string) => Promise<Booking | undefined>
}

/** Keeps bookings in the plugin's tables. Nothing of one user is found with the id of another. */
export function createBookingStore(database: FlightsDatabase): BookingStore {
  const find: BookingStore['find'] = async (userId, id) => {
    const row = await database.selectFrom('booking').selectAll().where('id', '=', id).where('user_id', '=', userId).executeTakeFirst()
    return row && toBooking(row)
  }
  return {
    countSold: (keys) => countSold(database, keys),
    create: (booking) => createBooking(database, booking),
    async findByJob(jobId) {
      const row = await database.selectFrom('booking').selectAll().where('job_id', '=', jobId).executeTakeFirst()
      return row && toBooking(row)
    },
    async markPaid(id, now) {
      await database.updateTable('booking').set({ paid_at: now }).where('id', '=', id).where('paid_at', 'is', null).execute()
      return toBooking(await database.selectFrom('booking').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
    },
    async beginOrder(id, now) {
      const open = database.updateTable('booking').where('id', '=', id).where('ordered_at', 'is', null)
      return (await open.set({ ordered_at: now }).executeTakeFirst()).numUpdatedRows > 0n
    },
    giveUp: (id, status, now) => giveUpBooking(database, { id, status, now }),
    async listAbandoned(before) {
      const pending = database.selectFrom('booking').select('id').where('status', '=', 'pending').where('ordered_at', 'is', null)
      return (await pending.where('created_at', '<', before).limit(500).execute()).map(({ id }) => id)
    },
    find,
    list: (options) => listBookings(database, options),
    cancel: (options) => cancelBooking(database, options),
    async share(userId, id) {
      const token = randomBytes(24).toString('base64url')
      const mine = database.updateTable('booking').where('id', '=', id).where('user_id', '=', userId)
      await mine.set({ share_token: token }).where('share_token', 'is', null).execute()
      return (await find(userId, id))?.shareToken
    },
    async unshare(userId, id) {
      const query = database.updateTable('booking').set({ share_token: null }).where('id', '=', id).where('user_id', '=', userId)
      return (await query.returning('id').executeTakeFirst()) !== undefined
    },
    async findShared(token) {
      const row = await database.selectFrom('booking').selectAll().where('share_token', '=', token).executeTakeFirst()
      return row && toBooking(row)
    },
  }
}

/**
 * Writes that a pending booking has its ticket; call it in the transaction of the effects.
 *
 * @throws AppError `conflict` when it is no longer pending
 */
export async function confirmBooking(database: FlightsDatabase, { booking, order, reference }: Ticketed): Promise<Booking> {
  const pending = database.updateTable('booking').where('id', '=', booking.id).where('status', '=', 'pending')
  const row = await pending
    .set({ status: 'confirmed', order_id: order?.id ?? null, reference })
    .returningAll()
    .executeTakeFirst()
  if (row) return toBooking(row)
  throw new AppError('conflict', `Booking ${booking.id} was ended meanwhile. Look at it before you book again.`)
}

async function giveUpBooking(
  database: FlightsDatabase,
  { id, status, now }: { id: string; status: 'cancelled' | 'failed'; now: Date },
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const pending = transaction.updateTable('booking').where('id', '=', id).where('status', '=', 'pending')
    const row = await pending.set({ status, cancelled_at: now }).returningAll().executeTakeFirst()
    if (!row) return
    const { offer } = toBooking(row)
    await returnSeats(transaction, offer.seats, offer.passengers)
    if (row.paid_at) await transaction.updateTable('booking').set({ refund: offer.price }).where('id', '=', id).execute()
  })
}

async function createBooking(database: FlightsDatabase, { userId, jobId, offer, passengers, now }: NewBooking): Promise<Booking> {
  return database.transaction().execute(async (transaction) => {
    await takeSeats(transaction, offer.seats, offer.passengers)
    const values = {
      id: toCode(10),
      user_id: userId,
      job_id: jobId ?? null,
      status: 'pending' as const,
      details: { offer, passengers },
      departs_at: new Date(offer.journeys[0].departs),
      created_at: now,
    }
    return toBooking(await transaction.insertInto('booking').values(values).returningAll().executeTakeFirstOrThrow())
  })
}

async function listBookings(database: FlightsDatabase, { userId, limit, after }: ListOptions): Promise<Booking[]> {
  let query = database.selectFrom('booking').selectAll().where('user_id', '=', userId)
  if (after !== undefined) {
    const last = await database
      .selectFrom('booking')
      .select(['created_at', 'id'])
      .where('id', '=', after)
      .where('user_id', '=', userId)
      .executeTakeFirst()
    if (!last) return []
    query = query.where((row) =>
      row.or([row('created_at', '<', last.created_at), row.and([row('created_at', '=', last.created_at), row('id', '<', last.id)])]),
    )
  }
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(toBooking)
}

async function cancelBooking(database: FlightsDatabase, { userId, id, refund, now }: CancelOptions): Promise<Booking | undefined> {
  return database.transaction().execute(async (transaction) => {
    const mine = transaction.updateTable('booking').where('id', '=', id).where('user_id', '=', userId).where('status', '=', 'confirmed')
    const row = await mine.set({ status: 'cancelled', refund, cancelled_at: now }).returningAll().executeTakeFirst()
    if (!row) return undefined
    const booking = toBooking(row)
    await returnSeats(transaction, booking.offer.seats, booking.offer.passengers)
    return booking
  })
}

/** Without letters and digits that are mistaken for each other. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

function toCode(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}

import { randomBytes, randomInt } from 'node:crypto'
import type { Money, Offer, Order, Passenger } from '../flight-provider.ts'
import { toBooking, type Booking, type FlightsDatabase } from './booking.ts'
import { countSold, returnSeats, takeSeats } from './seat-stock.ts'

export interface NewBooking {
  userId: string
  offer: Offer
  passengers: readonly Passenger[]
  /** `pending` where a seller has to confirm it. */
  status: 'pending' | 'confirmed'
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
  /** Takes the seats and writes the booking, both or neither. Throws AppError `conflict` when there are not enough seats. */
  create: (booking: NewBooking) => Promise<Booking>
  confirm: (id: string, order: Order) => Promise<Booking>
  fail: (id: string) => Promise<void>
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
    async confirm(id, order) {
      const changes = { status: 'confirmed', order_id: order.id, reference: order.reference } as const
      return toBooking(await database.updateTable('booking').set(changes).where('id', '=', id).returningAll().executeTakeFirstOrThrow())
    },
    async fail(id) {
      await database.updateTable('booking').set({ status: 'failed' }).where('id', '=', id).execute()
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

async function createBooking(database: FlightsDatabase, { userId, offer, passengers, status, now }: NewBooking): Promise<Booking> {
  return database.transaction().execute(async (transaction) => {
    await takeSeats(transaction, offer.seats, offer.passengers)
    const values = {
      id: toCode(10),
      user_id: userId,
      status,
      details: { offer, passengers },
      departs_at: new Date(offer.journeys[0].departs),
      reference: status === 'confirmed' ? toCode(6) : null,
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

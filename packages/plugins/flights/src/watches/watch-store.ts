import { AppError } from '@patchbay/plugin-kit'
import { randomUUID } from 'node:crypto'
import type { FlightsDatabase } from '../bookings/booking.ts'
import type { Money, Offer } from '../flight-provider.ts'

export const watchStatuses = ['watching', 'reached', 'ended'] as const

export interface WatchRow {
  id: string
  user_id: string
  offer_id: string
  below: Money | null
  /** `reached`: the price is at most what was wished for; `ended`: the offer is no longer on sale. */
  status: (typeof watchStatuses)[number]
  first_price: Money
  last_price: Money
  lowest_price: Money
  created_at: Date
  checked_at: Date
  ends_at: Date
}

export interface WatchStore {
  find: (userId: string, id: string) => Promise<WatchRow | undefined>
  /** Those that were not looked at since, the longest waiting first. */
  listDue: (before: Date, limit: number) => Promise<WatchRow[]>
  /** Keeps what was found; without an offer it is no longer on sale. Ends the watch where it has come to its end. */
  record: (watch: WatchRow, offer: Offer | undefined, now: Date) => Promise<void>
}

/** At most so many of one user, so that one can't keep the job busy. */
const mostWatches = 20

export function createWatchStore(database: FlightsDatabase): WatchStore {
  return {
    find: (userId, id) => database.selectFrom('watch').selectAll().where('id', '=', id).where('user_id', '=', userId).executeTakeFirst(),
    listDue: (before, limit) =>
      database
        .selectFrom('watch')
        .selectAll()
        .where('status', '=', 'watching')
        .where('checked_at', '<', before)
        .orderBy('checked_at')
        .limit(limit)
        .execute(),
    async record(watch, offer, now) {
      const price = offer?.price ?? watch.last_price
      const changes = {
        checked_at: now,
        last_price: price,
        lowest_price: price.amount < watch.lowest_price.amount ? price : watch.lowest_price,
        status: toStatus(watch, offer),
      }
      await database.updateTable('watch').set(changes).where('id', '=', watch.id).where('status', '=', 'watching').execute()
    },
  }
}

export interface NewWatch {
  userId: string
  offer: Offer
  below: Money | undefined
  now: Date
}

/**
 * Begins a watch; call it in the transaction of the effects.
 *
 * @throws AppError `conflict` when the user has too many
 */
export async function createWatch(database: FlightsDatabase, { userId, offer, below, now }: NewWatch): Promise<WatchRow> {
  const mine = database.selectFrom('watch').where('user_id', '=', userId).where('status', '=', 'watching')
  const { count } = await mine.select((select) => select.fn.countAll().as('count')).executeTakeFirstOrThrow()
  if (Number(count) >= mostWatches) throw new AppError('conflict', `You can watch ${mostWatches} prices. End one with unwatchPrice first.`)
  const values = {
    id: randomUUID(),
    user_id: userId,
    offer_id: offer.id,
    below: below ?? null,
    status: below && offer.price.amount <= below.amount ? ('reached' as const) : ('watching' as const),
    first_price: offer.price,
    last_price: offer.price,
    lowest_price: offer.price,
    created_at: now,
    checked_at: now,
    ends_at: new Date(offer.journeys[0].departs),
  }
  return database.insertInto('watch').values(values).returningAll().executeTakeFirstOrThrow()
}

/** Ends a watch; call it in the transaction of the effects. Undefined when the user has none of that id. */
export async function endWatch(database: FlightsDatabase, userId: string, id: string): Promise<WatchRow | undefined> {
  const mine = database.updateTable('watch').where('id', '=', id).where('user_id', '=', userId)
  return mine
    .set((row) => ({
      status: row
        .case()
        .when('status', '=', 'watching')
        .then('ended' as const)
        .else(row.ref('status'))
        .end(),
    }))
    .returningAll()
    .executeTakeFirst()
}

function toStatus({ below }: WatchRow, offer: Offer | undefined): WatchRow['status'] {
  if (!offer) return 'ended'
  return below && offer.price.amount <= below.amount ? 'reached' : 'watching'
}

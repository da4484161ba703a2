import { AppError } from '@patchbay/plugin-kit'
import type { SeatClaim } from '../flight-provider.ts'
import type { FlightsDatabase } from './booking.ts'

/** How many seats of each key have been sold; a key that is missing has none. */
export async function countSold(database: FlightsDatabase, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await database.selectFrom('seat_sale').select(['key', 'sold']).where('key', 'in', keys).execute()
  return new Map(rows.map(({ key, sold }) => [key, sold]))
}

/**
 * Takes seats of each claim; call it in a transaction. Two calls never take the last seat both: the row decides.
 *
 * @throws AppError `conflict` when a claim has not enough seats left.
 */
export async function takeSeats(database: FlightsDatabase, claims: readonly SeatClaim[], count: number): Promise<void> {
  // One order for all, so that two transactions never wait for each other.
  for (const { key, free } of claims.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const taken = free >= count && (await takeSeatsOf(database, key, count, free))
    if (!taken) throw new AppError('conflict', 'Not enough seats are left on one of the flights. Search again and choose another offer.')
  }
}

/** Gives seats back; call it in a transaction. */
export async function returnSeats(database: FlightsDatabase, claims: readonly SeatClaim[], count: number): Promise<void> {
  for (const { key } of claims.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    await database
      .updateTable('seat_sale')
      .set((row) => ({ sold: row('sold', '-', count) }))
      .where('key', '=', key)
      .execute()
  }
}

async function takeSeatsOf(database: FlightsDatabase, key: string, count: number, free: number): Promise<boolean> {
  const row = await database
    .insertInto('seat_sale')
    .values({ key, sold: count })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet((values) => ({ sold: values('seat_sale.sold', '+', count) }))
        .where('seat_sale.sold', '<=', free - count),
    )
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

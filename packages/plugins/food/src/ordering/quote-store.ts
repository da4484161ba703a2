import { AppError, type Database } from '@patchbay/plugin-kit'
import { randomBytes } from 'node:crypto'
import type { FoodTables, QuoteTable } from './tables.ts'

/** Minutes that a quote holds its price. */
export const quoteMinutes = 15

const minuteMs = 60_000

/** Keeps a quote and throws away those that have run out. */
export async function keepQuote(
  database: Database<FoodTables>,
  now: Date,
  quote: Omit<QuoteTable, 'id' | 'expires_at'>,
): Promise<QuoteTable> {
  const kept = { ...quote, id: `q_${randomBytes(16).toString('base64url')}`, expires_at: new Date(now.getTime() + quoteMinutes * minuteMs) }
  await database
    .deleteFrom('quotes')
    .where('expires_at', '<', new Date(now.getTime() - quoteMinutes * minuteMs))
    .execute()
  await database.insertInto('quotes').values(kept).execute()
  return kept
}

/**
 * The quote of an id.
 *
 * @throws AppError `not_found` when there is none, `gone` when it has run out.
 */
export async function findQuote(database: Database<FoodTables>, now: Date, id: string): Promise<QuoteTable> {
  const quote = await database.selectFrom('quotes').selectAll().where('id', '=', id).executeTakeFirst()
  if (!quote) throw new AppError('not_found', 'There is no such quote, or it has run out long ago. Call quoteOrder for a new one.')
  if (quote.expires_at <= now)
    throw new AppError('gone', `The quote has run out: it holds for ${quoteMinutes} minutes. Call quoteOrder for a new one.`)
  return quote
}

import { AppError } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { priceSchema, toPrice } from '../offer-schema.ts'
import { watchStatuses, type WatchRow } from './watch-store.ts'

export const watchIdSchema = z.uuid().describe('The id of a price watch, as watchPrice gave it.')

export const watchSchema = z.object({
  id: z.string(),
  offerId: z.string(),
  status: z.enum(watchStatuses).describe('reached: the price is at or below the wish; ended: no longer watched.'),
  below: priceSchema.optional(),
  firstPrice: priceSchema,
  price: priceSchema.describe('When it was last looked at.'),
  lowestPrice: priceSchema,
  checkedAt: z.string(),
  endsAt: z.string().describe('When the flight leaves.'),
})

export function toWatchAnswer(row: WatchRow): z.input<typeof watchSchema> {
  return {
    id: row.id,
    offerId: row.offer_id,
    status: row.status,
    ...(row.below && { below: toPrice(row.below) }),
    firstPrice: toPrice(row.first_price),
    price: toPrice(row.last_price),
    lowestPrice: toPrice(row.lowest_price),
    checkedAt: row.checked_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
  }
}

export function noWatch(): AppError {
  return new AppError('not_found', 'You have no such price watch. Use the id that watchPrice gave.')
}

/** For examples. */
export const watchOutput = {
  id: '0196f0c2-7d4e-7c1a-9a51-3f6d2b8e4c10',
  offerId: 'Y1-AF6761CDGJFK270514',
  status: 'watching' as const,
  below: { amount: 45000, currency: 'EUR', text: '€450.00' },
  firstPrice: { amount: 48900, currency: 'EUR', text: '€489.00' },
  price: { amount: 48900, currency: 'EUR', text: '€489.00' },
  lowestPrice: { amount: 48900, currency: 'EUR', text: '€489.00' },
  checkedAt: '2027-02-01T09:30:00.000Z',
  endsAt: '2027-05-14T11:40:00.000Z',
}

import { z } from 'zod'
import type { Restaurant } from '../catalog/catalog.ts'
import { moneySchema, toMoney } from '../money.ts'
import { toDeliveryFee, toTravelMinutes } from '../ordering/delivery-terms.ts'
import { deliversToPlace, toAskedTime, toDistance, type RestaurantFilter } from '../search/restaurant-filter.ts'
import { toOffsetText } from '../time/local-time.ts'
import { findOpening } from '../time/opening-hours.ts'

const usualKm = 2
const weekMs = 604_800_000

/** A restaurant in a list. */
export const restaurantSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  cuisines: z.array(z.string()),
  rating: z.number(),
  reviews: z.int(),
  priceLevel: z.int(),
  district: z.string(),
  city: z.string(),
  open: z.boolean().describe('At the time asked for, else now.'),
  opensAt: z.string().optional(),
  closesAt: z.string().optional(),
  distanceKm: z.number().optional(),
  delivers: z.boolean().optional().describe('To the place asked for.'),
  deliveryFee: moneySchema,
  minimumOrder: moneySchema,
  deliveryMinutes: z.int(),
  url: z.string(),
})

/** Fee and minutes are for the place, or for a usual distance if there is none. */
export function toRestaurantSummary(
  restaurant: Restaurant,
  filter: RestaurantFilter,
  origin: string,
): z.input<typeof restaurantSummarySchema> {
  const { city, delivery, id, name, rating, reviews, priceLevel, area } = restaurant
  const distance = toDistance(restaurant, filter.place)
  const isPrecise = (filter.place?.areas.length ?? 0) > 0
  return {
    id,
    name,
    cuisines: [...restaurant.cuisines],
    rating,
    reviews,
    priceLevel,
    district: area.name,
    city: city.name,
    ...toOpenState(restaurant, toAskedTime(restaurant, filter)),
    ...(distance !== undefined && { distanceKm: Math.round(distance * 10) / 10 }),
    ...(isPrecise && { delivers: deliversToPlace(restaurant, filter.place!) }),
    deliveryFee: toMoney(toDeliveryFee(restaurant, distance ?? usualKm, 0), city.currency),
    minimumOrder: toMoney(delivery.minimum, city.currency),
    deliveryMinutes: restaurant.preparation + toTravelMinutes(distance ?? usualKm),
    url: toRestaurantUrl(origin, id),
  }
}

/** Whether it is open at an instant, and when that changes; nothing of that where it does not close within a week. */
export function toOpenState({ hours, city }: Restaurant, instant: Date): { open: boolean; opensAt?: string; closesAt?: string } {
  const opening = findOpening(hours, city.timeZone, instant)
  if (!opening) return { open: false }
  const open = opening.from <= instant
  if (!open) return { open, opensAt: toOffsetText(opening.from, city.timeZone) }
  const closesSoon = opening.until.getTime() - instant.getTime() <= weekMs
  return { open, ...(closesSoon && { closesAt: toOffsetText(opening.until, city.timeZone) }) }
}

/** The public page of a restaurant. */
export function toRestaurantUrl(origin: string, id: string): string {
  return `${origin}/r/${id}`
}

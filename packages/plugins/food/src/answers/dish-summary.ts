import { z } from 'zod'
import { diets } from '../catalog/catalog.ts'
import { moneySchema, toMoney } from '../money.ts'
import { isOpenThen, toDistance, type RestaurantFilter } from '../search/restaurant-filter.ts'
import type { DishEntry } from '../search/search-index.ts'
import { toRestaurantUrl } from './restaurant-summary.ts'

/** A dish in a list. */
export const dishSummarySchema = z.object({
  restaurantId: z.string(),
  restaurantName: z.string(),
  city: z.string(),
  dishId: z.string(),
  name: z.string(),
  description: z.string(),
  price: moneySchema.describe('Without options.'),
  diets: z.array(z.enum(diets)).describe('Without nut-free it contains nuts.'),
  open: z.boolean().describe('At the time asked for, else now.'),
  distanceKm: z.number().optional(),
  url: z.string(),
})

export function toDishSummary(
  { restaurant, dish }: DishEntry,
  filter: RestaurantFilter,
  origin: string,
): z.input<typeof dishSummarySchema> {
  const distance = toDistance(restaurant, filter.place)
  return {
    restaurantId: restaurant.id,
    restaurantName: restaurant.name,
    city: restaurant.city.name,
    dishId: dish.id,
    name: dish.name,
    description: dish.description,
    price: toMoney(dish.price, restaurant.city.currency),
    diets: [...dish.diets],
    open: isOpenThen(restaurant, filter),
    ...(distance !== undefined && { distanceKm: Math.round(distance * 10) / 10 }),
    url: toRestaurantUrl(origin, restaurant.id),
  }
}

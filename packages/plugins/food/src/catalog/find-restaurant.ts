import { AppError } from '@patchbay/plugin-kit'
import { findArea } from './parse-city.ts'
import type { Area, Catalog, Restaurant } from './catalog.ts'

/** @throws AppError `not_found` that says where ids come from. */
export function findRestaurant({ restaurantById }: Catalog, id: string): Restaurant {
  const restaurant = restaurantById.get(id)
  if (restaurant) return restaurant
  throw new AppError('not_found', `There is no restaurant ${JSON.stringify(id)}. Take an id from searchRestaurants or searchDishes.`)
}

/**
 * The area of a delivery address.
 *
 * @throws AppError `unprocessable` when the restaurant's city has no such postcode.
 */
export function findDeliveryArea({ city }: Restaurant, postcode: string): Area {
  const area = findArea(city, postcode)
  if (area) return area
  const codes = city.areas.map(({ code }) => code).join(', ')
  throw new AppError('unprocessable', `${JSON.stringify(postcode)} is no postcode known in ${city.name}. Known are ${codes}.`)
}

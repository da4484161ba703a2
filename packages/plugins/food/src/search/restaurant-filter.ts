import type { Catalog, Diet, Dish, Restaurant } from '../catalog/catalog.ts'
import { deliversTo } from '../ordering/delivery-terms.ts'
import { isOpen } from '../time/opening-hours.ts'
import { readTime } from '../time/read-time.ts'
import { distanceKm } from './distance.ts'
import type { Place } from './find-place.ts'

/** What a restaurant must be, for itself or for its dishes to be found. */
export interface RestaurantFilter {
  place: Place | undefined
  /** Only those that deliver to the place, when it is more precise than a city. */
  delivers: boolean
  /** `now`, or a time as `readTime` reads it. */
  openAt: string | undefined
  now: Date
}

/** The restaurants that pass. */
export function filterRestaurants({ restaurants }: Catalog, filter: RestaurantFilter): Restaurant[] {
  return restaurants.filter((restaurant) => {
    const { place } = filter
    if (place && restaurant.city !== place.city) return false
    if (place && filter.delivers && place.areas.length > 0 && !deliversToPlace(restaurant, place)) return false
    return filter.openAt === undefined || isOpenThen(restaurant, filter)
  })
}

/** Whether it delivers to some part of the place. */
export function deliversToPlace(restaurant: Restaurant, { areas, point }: Place): boolean {
  return areas.some((area) => deliversTo(restaurant, area, areas.length === 1 ? point : area))
}

/** Whether the kitchen works at the time asked for; now, if none was. */
export function isOpenThen(restaurant: Restaurant, filter: RestaurantFilter): boolean {
  return isOpen(restaurant.hours, restaurant.city.timeZone, toAskedTime(restaurant, filter))
}

/** The time asked for, as the clock of the restaurant's city understands it. */
export function toAskedTime({ city }: Restaurant, { openAt, now }: RestaurantFilter): Date {
  return openAt === undefined || openAt === 'now' ? now : readTime(openAt, city.timeZone)
}

/** Kilometres to the place, if that is a point. */
export function toDistance(restaurant: Restaurant, place: Place | undefined): number | undefined {
  return place?.point && distanceKm(restaurant, place.point)
}

/** Whether a dish is everything that is asked for. */
export function suits(dish: Dish, diets: readonly Diet[]): boolean {
  return diets.every((diet) => dish.diets.includes(diet))
}

import { berlin } from '../data/berlin.ts'
import { london } from '../data/london.ts'
import { newYork } from '../data/new-york.ts'
import { paris } from '../data/paris.ts'
import { sanFrancisco } from '../data/san-francisco.ts'
import { tokyo } from '../data/tokyo.ts'
import type { Catalog } from './catalog.ts'
import type { CityData } from './city-data.ts'
import { parseCity } from './parse-city.ts'

const everyCity: readonly CityData[] = [berlin, london, newYork, paris, sanFrancisco, tokyo]

/** Reads the simulated restaurants, or other ones. */
export function createCatalog(data: readonly CityData[] = everyCity): Catalog {
  const parsed = data.map(parseCity)
  const restaurants = parsed.flatMap((part) => part.restaurants)
  return {
    cities: parsed.map((part) => part.city),
    restaurants,
    restaurantById: new Map(restaurants.map((restaurant) => [restaurant.id, restaurant])),
  }
}

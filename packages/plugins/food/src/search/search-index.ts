import type { Catalog, Dish, Restaurant } from '../catalog/catalog.ts'
import { toWords, type SearchField } from './match-text.ts'

export interface DishEntry {
  restaurant: Restaurant
  dish: Dish
  fields: readonly SearchField[]
}

/** The words of everything that can be found by text, taken apart once. */
export interface SearchIndex {
  catalog: Catalog
  dishes: readonly DishEntry[]
  restaurantFields: ReadonlyMap<Restaurant, readonly SearchField[]>
}

/** Makes the index of a catalog. */
export function createSearchIndex(catalog: Catalog): SearchIndex {
  return {
    catalog,
    dishes: catalog.restaurants.flatMap((restaurant) => restaurant.dishes.map((dish) => toEntry(restaurant, dish))),
    restaurantFields: new Map(catalog.restaurants.map((restaurant) => [restaurant, toRestaurantFields(restaurant)])),
  }
}

function toEntry(restaurant: Restaurant, dish: Dish): DishEntry {
  const fields = [
    { words: toWords(dish.name), weight: 10 },
    { words: toWords(dish.section), weight: 5 },
    { words: toWords(dish.description), weight: 4 },
    { words: restaurant.cuisines.flatMap(toWords), weight: 3 },
    { words: toWords(restaurant.name), weight: 2 },
  ]
  return { restaurant, dish, fields }
}

function toRestaurantFields(restaurant: Restaurant): SearchField[] {
  return [
    { words: toWords(restaurant.name), weight: 10 },
    { words: restaurant.cuisines.flatMap(toWords), weight: 8 },
    { words: restaurant.dishes.flatMap((dish) => toWords(`${dish.name} ${dish.section}`)), weight: 4 },
    { words: toWords(restaurant.area.name), weight: 2 },
  ]
}

import type { Diet } from '../catalog/catalog.ts'
import { createScorer, toQueryWords } from './match-text.ts'
import { filterRestaurants, isOpenThen, suits, toDistance, type RestaurantFilter } from './restaurant-filter.ts'
import type { DishEntry, SearchIndex } from './search-index.ts'

export interface DishQuery extends RestaurantFilter {
  text: string | undefined
  diets: readonly Diet[]
  /** In minor units of the city's currency. */
  maxPrice: number
}

/** Dishes, the best first: by text, then open before closed, then near, then well rated. */
export function searchDishes(index: SearchIndex, query: DishQuery): DishEntry[] {
  const words = toQueryWords(query.text ?? '')
  const score = createScorer(words)
  const facts = new Map(
    filterRestaurants(index.catalog, query).map((restaurant) => [
      restaurant,
      { open: isOpenThen(restaurant, query) ? 1 : 0, distance: toDistance(restaurant, query.place) ?? 0 },
    ]),
  )
  return index.dishes
    .filter(({ restaurant, dish }) => facts.has(restaurant) && dish.price <= query.maxPrice && suits(dish, query.diets))
    .map((entry) => ({ entry, score: score(entry.fields), ...facts.get(entry.restaurant)! }))
    .filter((found) => words.length === 0 || found.score > 0)
    .toSorted(
      (left, right) => right.score - left.score || right.open - left.open || left.distance - right.distance || byRating(left, right),
    )
    .map(({ entry }) => entry)
}

function byRating(left: { entry: DishEntry }, right: { entry: DishEntry }): number {
  return right.entry.restaurant.rating - left.entry.restaurant.rating
}

import type { Diet, Restaurant } from '../catalog/catalog.ts'
import { createScorer, toQueryWords, toWords } from './match-text.ts'
import { filterRestaurants, isOpenThen, suits, toDistance, type RestaurantFilter } from './restaurant-filter.ts'
import type { SearchIndex } from './search-index.ts'

export interface RestaurantQuery extends RestaurantFilter {
  text: string | undefined
  cuisine: string | undefined
  /** It has a dish that is all of these. */
  diets: readonly Diet[]
  maxPriceLevel: number
}

/** Restaurants, the best first: by text, then open before closed, then near, then well rated. */
export function searchRestaurants(index: SearchIndex, query: RestaurantQuery): Restaurant[] {
  const words = toQueryWords(query.text ?? '')
  const cuisine = toWords(query.cuisine ?? '')
  const score = createScorer(words)
  return filterRestaurants(index.catalog, query)
    .filter((restaurant) => restaurant.priceLevel <= query.maxPriceLevel && hasCuisine(restaurant, cuisine))
    .filter((restaurant) => restaurant.dishes.some((dish) => suits(dish, query.diets)))
    .map((restaurant) => ({
      restaurant,
      score: score(index.restaurantFields.get(restaurant)!),
      open: isOpenThen(restaurant, query) ? 1 : 0,
      distance: toDistance(restaurant, query.place) ?? 0,
    }))
    .filter((found) => words.length === 0 || found.score > 0)
    .toSorted(
      (left, right) => right.score - left.score || right.open - left.open || left.distance - right.distance || byRating(left, right),
    )
    .map(({ restaurant }) => restaurant)
}

function byRating(left: { restaurant: Restaurant }, right: { restaurant: Restaurant }): number {
  return right.restaurant.rating - left.restaurant.rating
}

function hasCuisine({ cuisines }: Restaurant, words: readonly string[]): boolean {
  const score = createScorer(words)
  return words.length === 0 || cuisines.some((cuisine) => score([{ words: toWords(cuisine), weight: 1 }]) > 0)
}

import type { Diet, Restaurant } from '../catalog/catalog.ts'
import { scoreText, toQueryWords, toWords } from './match-text.ts'
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
  return filterRestaurants(index.catalog, query)
    .filter((restaurant) => restaurant.priceLevel <= query.maxPriceLevel && hasCuisine(restaurant, query.cuisine))
    .filter((restaurant) => restaurant.dishes.some((dish) => suits(dish, query.diets)))
    .map((restaurant) => ({
      restaurant,
      score: scoreText(words, index.restaurantFields.get(restaurant)!),
      open: isOpenThen(restaurant, query) ? 1 : 0,
      distance: toDistance(restaurant, query.place) ?? 0,
    }))
    .filter(({ score }) => words.length === 0 || score > 0)
    .toSorted(
      (left, right) => right.score - left.score || right.open - left.open || left.distance - right.distance || byRating(left, right),
    )
    .map(({ restaurant }) => restaurant)
}

function byRating(left: { restaurant: Restaurant }, right: { restaurant: Restaurant }): number {
  return right.restaurant.rating - left.restaurant.rating
}

function hasCuisine({ cuisines }: Restaurant, wanted: string | undefined): boolean {
  const words = toWords(wanted ?? '')
  return words.length === 0 || cuisines.some((cuisine) => scoreText(words, [{ words: toWords(cuisine), weight: 1 }]) > 0)
}

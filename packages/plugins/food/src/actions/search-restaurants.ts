import { defineAction, type ActionContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { deliversInput, dietsInput, limitInput, openAtInput, placeInput, searchTextInput } from '../answers/inputs.ts'
import { restaurantSummarySchema, toRestaurantSummary } from '../answers/restaurant-summary.ts'
import { toPlaceAnswer } from '../answers/place-answer.ts'
import type { Food } from '../food.ts'
import { findPlace } from '../search/find-place.ts'
import { searchRestaurants as search } from '../search/search-restaurants.ts'

export const searchRestaurants = defineAction({
  name: 'searchRestaurants',
  description:
    'Find restaurants that deliver to a place, by cuisine, diet, price level, opening time or words. For one dish by name use searchDishes.',
  examples: [
    { say: 'which Vietnamese places deliver to Prenzlauer Berg?', input: { place: 'Prenzlauer Berg', cuisine: 'vietnamese' } },
    { say: 'find me a good vegan restaurant near Haight-Ashbury', input: { place: 'Haight-Ashbury, San Francisco', diets: ['vegan'] } },
    { say: 'who still cooks at 2 am on Saturday in Soho, London?', input: { place: 'Soho, London', openAt: '2027-03-06T02:00' } },
    {
      say: 'cheap halal food in 75010 that is open now',
      input: { place: '75010 Paris', diets: ['halal'], maxPriceLevel: 1, openAt: 'now' },
    },
    { say: 'show me ten pizza places in New York', input: { place: 'New York', text: 'pizza', limit: 10, delivers: false } },
    {
      say: 'is there sushi in Ginza?',
      input: { place: '104-0061 Tokyo', cuisine: 'sushi', openAt: '2027-03-05T19:00' },
      output: {
        place: 'Ginza, 104 Tokyo',
        total: 1,
        restaurants: [
          {
            id: 'sushi-minato',
            name: 'Sushi Minato',
            cuisines: ['sushi', 'japanese', 'seafood'],
            rating: 4.8,
            reviews: 876,
            priceLevel: 4,
            district: 'Ginza',
            city: 'Tokyo',
            open: true,
            closesAt: '2027-03-05T21:30:00+09:00',
            distanceKm: 0.3,
            delivers: true,
            deliveryFee: { amount: 500, text: '¥500' },
            minimumOrder: { amount: 4000, text: '¥4,000' },
            deliveryMinutes: 37,
            url: 'https://food.example.com/r/sushi-minato',
          },
        ],
      },
    },
  ],
  route: 'GET /restaurants',
  effect: 'read',
  auth: 'none',
  input: z.object({
    place: placeInput.optional(),
    text: searchTextInput.optional().describe('Words of the name, cuisine or menu.'),
    cuisine: z.string().trim().min(1).max(40).optional().describe('Such as thai, pizza, ramen, vegan.'),
    diets: dietsInput,
    openAt: openAtInput.optional(),
    maxPriceLevel: z.int().min(1).max(4).default(4).describe('1 cheap to 4 fine dining.'),
    delivers: deliversInput,
    limit: limitInput,
  }),
  output: z.object({
    place: z.string().describe('Where was searched.'),
    assumed: z.boolean().optional().describe('Nobody named the place: it is a guess from the location of the call.'),
    total: z.int(),
    restaurants: z.array(restaurantSummarySchema),
    hint: z.string().optional().describe('What to try when nothing was found.'),
  }),
  run({ place: text, limit, ...wishes }, { catalog, searchIndex, clock, location, origin }: ActionContext & Food) {
    const place = findPlace(catalog, text, location)
    const query = { ...wishes, place, text: wishes.text, cuisine: wishes.cuisine, openAt: wishes.openAt, now: clock() }
    const found = search(searchIndex, query)
    const hint = `Nothing fits. Leave a filter out, or set delivers to false. Cuisines there: ${listCuisines(catalog.restaurants, place?.city.id)}.`
    return {
      ...toPlaceAnswer(catalog, place),
      total: found.length,
      restaurants: found.slice(0, limit).map((restaurant) => toRestaurantSummary(restaurant, query, origin)),
      ...(found.length === 0 && { hint }),
    }
  },
})

function listCuisines(restaurants: Food['catalog']['restaurants'], cityId: string | undefined): string {
  const there = restaurants.filter((restaurant) => cityId === undefined || restaurant.city.id === cityId)
  return [...new Set(there.flatMap((restaurant) => restaurant.cuisines))].toSorted().join(', ')
}

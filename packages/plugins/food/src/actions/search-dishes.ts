import { AppError, defineAction, type ActionContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { toDishSummary, dishSummarySchema } from '../answers/dish-summary.ts'
import { deliversInput, dietsInput, limitInput, openAtInput, placeInput, searchTextInput } from '../answers/inputs.ts'
import { toPlaceAnswer } from '../answers/place-answer.ts'
import type { Food } from '../food.ts'
import { findPlace } from '../search/find-place.ts'
import { searchDishes as search } from '../search/search-dishes.ts'

const smallAmount = 100

export const searchDishes = defineAction({
  name: 'searchDishes',
  description:
    'Find dishes by name, even misspelt, by diet, highest price, place and time. For whole menus use getRestaurant, for places to eat searchRestaurants.',
  examples: [
    { say: 'I want a margherita in Neukölln', input: { text: 'margherita', place: 'Neukölln, Berlin' } },
    { say: 'vegan ramen in Tokyo under 1200 yen', input: { text: 'ramen', place: 'Tokyo', diets: ['vegan'], maxPrice: 1200 } },
    { say: 'gluten-free tacos in the Mission, right now', input: { text: 'tacos', place: '94110', diets: ['gluten-free'], openAt: 'now' } },
    { say: 'where do I get pad tai or pho around Bastille?', input: { text: 'pho', place: '75011 Paris', delivers: false } },
    {
      say: 'halal burgers or kebabs tonight at half past eleven in Kreuzberg',
      input: { text: 'kebab', place: 'Kreuzberg', diets: ['halal'], openAt: '2027-03-05T23:30' },
    },
    {
      say: 'find me buter chiken in Shoreditch',
      input: { text: 'buter chiken', place: 'EC2A', openAt: '2027-03-05T19:00', limit: 1 },
      output: {
        place: 'Shoreditch, EC2A London',
        total: 1,
        dishes: [
          {
            restaurantId: 'brick-lane-dhaba',
            restaurantName: 'Brick Lane Dhaba',
            city: 'London',
            dishId: 'butter-chicken',
            name: 'Butter chicken',
            description: 'Tandoor chicken, tomato, cashew, cream',
            price: { amount: 1250, text: '£12.50' },
            diets: ['gluten-free', 'halal'],
            open: true,
            distanceKm: 1.2,
            url: 'https://food.example.com/r/brick-lane-dhaba',
          },
        ],
      },
    },
  ],
  route: 'GET /dishes',
  effect: 'read',
  auth: 'none',
  input: z.object({
    text: searchTextInput.optional().describe('Words of the dish, its ingredients or cuisine.'),
    place: placeInput.optional(),
    diets: dietsInput,
    maxPrice: z.int().min(0).max(1_000_000).optional().describe('In minor units: 1500 for €15.00, but 1500 for ¥1,500. Needs a place.'),
    openAt: openAtInput.optional(),
    delivers: deliversInput,
    limit: limitInput,
  }),
  output: z.object({
    place: z.string().describe('Where was searched.'),
    assumed: z.boolean().optional().describe('Nobody named the place: it is a guess from the location of the call.'),
    total: z.int(),
    dishes: z.array(dishSummarySchema),
    hint: z.string().optional().describe('What to try when nothing was found.'),
  }),
  run({ place: text, limit, maxPrice, ...wishes }, { catalog, searchIndex, clock, location, origin }: ActionContext & Food) {
    const place = findPlace(catalog, text, location)
    if (maxPrice !== undefined && !place) throw new AppError('invalid_input', 'maxPrice is in the currency of a city: give the place too.')
    const query = { ...wishes, place, text: wishes.text, openAt: wishes.openAt, maxPrice: maxPrice ?? Infinity, now: clock() }
    const found = search(searchIndex, query)
    const units = maxPrice !== undefined && maxPrice < smallAmount ? ' maxPrice is in minor units: 1500 for 15.00.' : ''
    return {
      ...toPlaceAnswer(catalog, place),
      total: found.length,
      dishes: found.slice(0, limit).map((entry) => toDishSummary(entry, query, origin)),
      ...(found.length === 0 && { hint: `Nothing fits. Use fewer words, leave a filter out, or set delivers to false.${units}` }),
    }
  },
})

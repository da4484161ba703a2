import { defineAction, type ActionContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { restaurantIdInput } from '../answers/inputs.ts'
import { restaurantSchema, toRestaurantAnswer } from '../answers/restaurant-answer.ts'
import { findRestaurant } from '../catalog/find-restaurant.ts'
import type { Food } from '../food.ts'

export const getRestaurant = defineAction({
  name: 'getRestaurant',
  description:
    'Get one restaurant with its menu, options, opening hours and delivery terms. Read it before quoting: it holds the dish and option ids.',
  examples: [
    { say: 'show me the menu of Vesuvio in Neukölln', input: { id: 'vesuvio-reuterkiez' } },
    { say: 'what does Menya Kaminari have?', input: { id: 'menya-kaminari' } },
    { say: 'is the Orchard Street Deli really open all night?', input: { id: 'orchard-street-deli' } },
    { say: 'does Cedar & Sumac deliver for free?', input: { id: 'cedar-and-sumac' } },
    { say: 'which sizes of galette are there at Crêperie du Menhir?', input: { id: 'creperie-du-menhir' } },
    {
      say: 'what is on at Midori Table in Shibuya?',
      input: { id: 'midori-table' },
      output: {
        id: 'midori-table',
        name: 'Midori Table',
        cuisines: ['vegan', 'japanese', 'bowls'],
        rating: 4.3,
        reviews: 588,
        priceLevel: 2,
        street: 'Jinnan 1-14-8',
        postcode: '150-0041',
        district: 'Shibuya',
        city: 'Tokyo',
        currency: 'JPY',
        open: true,
        closesAt: '2027-03-05T22:30:00+09:00',
        hours: 'Mo-Th 11:30-21:00; Fr,Sa 11:30-22:30; Su 11:30-20:00',
        timeZone: 'Asia/Tokyo',
        delivery: {
          area: 'within 4 km',
          minimumOrder: { amount: 1200, text: '¥1,200' },
          fee: { amount: 200, text: '¥200' },
          feePerKm: { amount: 50, text: '¥50' },
          freeFrom: { amount: 4000, text: '¥4,000' },
        },
        menu: [
          {
            section: 'Bowls',
            dishes: [
              {
                id: 'avocado-poke-bowl',
                name: 'Avocado poke bowl',
                description: 'Avocado, konjac tuna, tamari',
                price: { amount: 1380, text: '¥1,380' },
                diets: ['vegan', 'vegetarian', 'gluten-free', 'nut-free'],
                optionGroups: ['riceSize'],
              },
            ],
          },
        ],
        optionGroups: [
          {
            id: 'riceSize',
            required: true,
            most: 1,
            choices: [
              { id: 'regular-rice', name: 'Regular rice' },
              { id: 'large-rice', name: 'Large rice', extra: { amount: 100, text: '¥100' } },
            ],
          },
        ],
        url: 'https://food.example.com/r/midori-table',
        notice: 'Simulated: no restaurant cooks this and nothing is charged.',
      },
    },
  ],
  route: 'GET /restaurants/{id}',
  effect: 'read',
  auth: 'none',
  input: z.object({ id: restaurantIdInput.describe('From searchRestaurants or searchDishes.') }),
  output: restaurantSchema,
  run({ id }, { catalog, clock, origin }: ActionContext & Food) {
    return toRestaurantAnswer(findRestaurant(catalog, id), clock(), origin)
  },
})

import { defineAction, type ActionContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { basketSchema, toBasketAnswer } from '../answers/basket-answer.ts'
import { deliverAtInput, itemsInput, postcodeInput, restaurantIdInput, tipInput } from '../answers/inputs.ts'
import { notice } from '../answers/order-answer.ts'
import { findDeliveryArea, findRestaurant } from '../catalog/find-restaurant.ts'
import type { Food } from '../food.ts'
import { assertDelivers } from '../ordering/assert-delivers.ts'
import { planDelivery } from '../ordering/plan-delivery.ts'
import { priceBasket } from '../ordering/price-basket.ts'
import { keepQuote } from '../ordering/quote-store.ts'
import { toOffsetText } from '../time/local-time.ts'

/** Keeping a quote changes nothing of anybody's: it knows no person and runs out by itself. So it reads, and needs no user. */
export const quoteOrder = defineAction({
  name: 'quoteOrder',
  description:
    'Price a basket with fees, tax and delivery time, and hold that price for 15 minutes. Orders nothing. Show the total, then call placeOrder with the quote’s id.',
  examples: [
    {
      say: 'how much is a large margherita to 12047?',
      input: { restaurantId: 'vesuvio-reuterkiez', postcode: '12047', items: [{ dishId: 'margherita', options: ['36-cm'] }] },
    },
    {
      say: 'two mission burritos with carnitas to the Mission',
      input: {
        restaurantId: 'taqueria-luz-del-sol',
        postcode: '94110',
        items: [{ dishId: 'mission-burrito', quantity: 2, options: ['carnitas'] }],
      },
    },
    {
      say: 'jollof with plantain for Friday at eight in Peckham',
      input: {
        restaurantId: 'peckham-jollof-kitchen',
        postcode: 'SE15 5EB',
        deliverAt: '2027-03-05T20:00',
        items: [{ dishId: 'jollof-rice', quantity: 2, options: ['hot', 'fried-plantain'] }],
      },
    },
    {
      say: 'price the chirashi for two to Ginza',
      input: {
        restaurantId: 'sushi-minato',
        postcode: '104-0061',
        items: [{ dishId: 'chirashi', quantity: 2, options: ['without-wasabi'] }],
      },
    },
    {
      say: 'couscous royal to Montmartre with a 2 euro tip',
      input: { restaurantId: 'atlas-de-montmartre', postcode: '75018', tip: 200, items: [{ dishId: 'couscous-royal' }] },
    },
    {
      say: 'what would two cheese slices and garlic knots cost in the West Village?',
      input: {
        restaurantId: 'bleecker-corner-slice',
        postcode: '10014',
        items: [{ dishId: 'cheese', quantity: 2 }, { dishId: 'garlic-knots' }],
      },
      output: {
        id: 'q_Zk3mJt1xQ0uP8sVb2LwYcA',
        restaurantId: 'bleecker-corner-slice',
        restaurantName: 'Bleecker Corner Slice',
        currency: 'USD',
        lines: [
          {
            dishId: 'cheese',
            name: 'Cheese',
            quantity: 2,
            options: ['Slice'],
            diets: ['vegetarian', 'nut-free'],
            unitPrice: { amount: 375, text: '$3.75' },
            total: { amount: 750, text: '$7.50' },
          },
          {
            dishId: 'garlic-knots',
            name: 'Garlic knots',
            quantity: 1,
            options: [],
            diets: ['vegetarian', 'nut-free'],
            unitPrice: { amount: 595, text: '$5.95' },
            total: { amount: 595, text: '$5.95' },
          },
        ],
        itemsTotal: { amount: 1345, text: '$13.45' },
        deliveryFee: { amount: 199, text: '$1.99' },
        serviceFee: { amount: 108, text: '$1.08' },
        tax: { amount: 119, text: '$1.19' },
        tip: { amount: 0, text: '$0.00' },
        total: { amount: 1771, text: '$17.71' },
        arrivesAt: '2027-03-05T19:22:00-05:00',
        expiresAt: '2027-03-05T19:15:00-05:00',
        notice: 'Simulated: no restaurant cooks this and nothing is charged.',
      },
    },
  ],
  route: 'POST /quotes',
  effect: 'read',
  auth: 'none',
  input: z.object({
    restaurantId: restaurantIdInput,
    items: itemsInput,
    postcode: postcodeInput.describe('Of the delivery address.'),
    deliverAt: deliverAtInput.optional(),
    tip: tipInput,
  }),
  output: z.object({
    id: z.string().describe('The quoteId for placeOrder.'),
    restaurantId: z.string(),
    restaurantName: z.string(),
    ...basketSchema.shape,
    arrivesAt: z.string().describe('If it is ordered right away.'),
    expiresAt: z.string(),
    notice: z.string(),
  }),
  async run({ restaurantId, items, postcode, deliverAt, tip }, { catalog, clock, tables }: ActionContext & Food) {
    const now = clock()
    const restaurant = findRestaurant(catalog, restaurantId)
    const { currency, timeZone } = restaurant.city
    const area = assertDelivers(restaurant, findDeliveryArea(restaurant, postcode))
    const { arrivesAt } = planDelivery(restaurant, area, now, deliverAt)
    const basket = priceBasket(restaurant, items, area, tip)
    const quote = await keepQuote(tables, now, { restaurant_id: restaurantId, area_code: area.code, deliver_at: deliverAt ?? null, basket })
    return {
      id: quote.id,
      restaurantId,
      restaurantName: restaurant.name,
      ...toBasketAnswer(basket.lines, basket, currency),
      arrivesAt: toOffsetText(arrivesAt, timeZone),
      expiresAt: toOffsetText(quote.expires_at, timeZone),
      notice,
    }
  },
})

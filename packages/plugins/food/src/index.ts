import { definePlugin, type SetupContext } from '@patchbay/plugin-kit'
import { cancelOrder } from './actions/cancel-order.ts'
import { getOrder } from './actions/get-order.ts'
import { getRestaurant } from './actions/get-restaurant.ts'
import { listOrders } from './actions/list-orders.ts'
import { placeOrder } from './actions/place-order.ts'
import { quoteOrder } from './actions/quote-order.ts'
import { searchDishes } from './actions/search-dishes.ts'
import { searchRestaurants } from './actions/search-restaurants.ts'
import { shareOrder } from './actions/share-order.ts'
import { stopSharingOrder } from './actions/stop-sharing-order.ts'
import { createFood } from './food.ts'
import { migrations } from './migrations.ts'
import { orderPage } from './pages/order-page.ts'
import { restaurantPage } from './pages/restaurant-page.ts'

export default definePlugin({
  name: 'food',
  title: 'Food',
  summary: 'Find dishes in six cities, get a price and order them. Simulated restaurants.',
  description:
    'Plugin for finding restaurants and dishes in Berlin, London, New York, Paris, San Francisco and Tokyo, pricing a basket and ordering it for delivery. ' +
    'The restaurants are simulated: nothing is cooked or charged; say so when you order. Diet marks are no promise for allergies. ' +
    'Amounts are in minor units with a text to show. Times are local to the city. To order: find a dish, read its restaurant for options, ' +
    'quoteOrder, show the total, ask, then placeOrder. It knows no other cities, no table reservations and no groceries.',
  auth: 'oauth',
  logo: new URL('../logo.png', import.meta.url),
  legal: {
    terms: [
      'Restaurants, menus, prices and orders are simulated. Nothing is cooked, delivered or charged. Diet marks are no promise for allergies.',
    ],
    privacy: [
      'An order keeps the name, phone number, address and note given with it, for the user who placed it only.',
      'A quote keeps dishes and a postcode area, and no person. Tracking links show neither name, phone, street nor note, and can be revoked.',
    ],
  },
  migrations,
  setup: ({ database }: SetupContext) => createFood({ database }),
  actions: [
    searchRestaurants,
    searchDishes,
    getRestaurant,
    quoteOrder,
    placeOrder,
    getOrder,
    listOrders,
    cancelOrder,
    shareOrder,
    stopSharingOrder,
  ],
  pages: [restaurantPage, orderPage],
})

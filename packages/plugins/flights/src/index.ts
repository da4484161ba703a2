import { definePlugin } from '@patchbay/plugin-kit'
import { bookFlight } from './actions/book-flight.ts'
import { cancelBooking } from './actions/cancel-booking.ts'
import { getBooking } from './actions/get-booking.ts'
import { getPriceWatch } from './actions/get-price-watch.ts'
import { getOffer } from './actions/get-offer.ts'
import { listBookings } from './actions/list-bookings.ts'
import { searchFlights } from './actions/search-flights.ts'
import { shareBooking } from './actions/share-booking.ts'
import { unshareBooking } from './actions/unshare-booking.ts'
import { unwatchPrice } from './actions/unwatch-price.ts'
import { watchPrice } from './actions/watch-price.ts'
import { migrations } from './bookings/migrations.ts'
import { refundRule } from './bookings/refund.ts'
import { config } from './config.ts'
import { checkPrices } from './jobs/check-prices.ts'
import { releaseHolds } from './jobs/release-holds.ts'
import { bookingPage } from './pages/booking-page.ts'
import { offerPage } from './pages/offer-page.ts'
import { setup } from './setup.ts'

export default definePlugin({
  name: 'flights',
  title: 'Flights',
  summary: 'Searches and books flights between 3,100 airports. Simulated unless a seller is set up.',
  description:
    'Plugin for finding and booking flights between real airports. Unless an answer says simulated: false, timetable, prices and bookings are simulated: plausible, but not for sale; say so to the user. Places may be names or codes; when several fit, the error lists them. It knows no hotels, trains, visas or live delays.',
  auth: 'oauth',
  logo: new URL('../logo.png', import.meta.url),
  legal: {
    terms: [
      'Unless the operator has connected a seller, flights and prices are simulated: no ticket is issued and no money is taken.',
      refundRule,
    ],
  },
  config,
  migrations,
  setup,
  actions: [
    searchFlights,
    getOffer,
    bookFlight,
    listBookings,
    getBooking,
    cancelBooking,
    shareBooking,
    unshareBooking,
    watchPrice,
    getPriceWatch,
    unwatchPrice,
  ],
  jobs: [checkPrices, releaseHolds],
  pages: [offerPage, bookingPage],
})

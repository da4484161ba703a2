import type { SetupContext } from '@patchbay/plugin-kit'
import { loadAirports } from './airports/load-airports.ts'
import { createBookingStore } from './bookings/booking-store.ts'
import type { Config } from './config.ts'
import { createSimulatedCarrier } from './bookings/carrier.ts'
import { createDuffelProvider } from './duffel/duffel-provider.ts'
import { createPlaceIndex } from './places/place-index.ts'
import type { FlightsServices } from './services.ts'
import { readAirlines } from './timetable/airlines.ts'
import { createNetwork } from './timetable/network.ts'
import { createWatchStore } from './watches/watch-store.ts'
import { createTimetableProvider } from './timetable/timetable-provider.ts'

/** Reads the airports and chooses where offers come from. */
export function setup({ config, database, log }: SetupContext<Config>): FlightsServices {
  const now = () => Date.now()
  const airports = loadAirports()
  const bookings = createBookingStore(database)
  const provider = config.duffelToken
    ? createDuffelProvider({ token: config.duffelToken, url: config.duffelUrl, airports })
    : createTimetableProvider({ airports, network: createNetwork(readAirlines(airports)), now, countSold: bookings.countSold })
  log.info({ provider: provider.name, airports: airports.size }, 'flights are ready')
  const carrier = createSimulatedCarrier({ mood: config.carrier, delay: config.carrierDelay })
  return { airports, places: createPlaceIndex(airports), provider, bookings, carrier, watches: createWatchStore(database), now }
}

import type { Airport } from './airports/airport.ts'
import type { BookingStore } from './bookings/booking-store.ts'
import type { Carrier } from './bookings/carrier.ts'
import type { FlightProvider } from './flight-provider.ts'
import type { PlaceIndex } from './places/place-index.ts'
import type { WatchStore } from './watches/watch-store.ts'

/** What actions and pages work with. */
export interface FlightsServices {
  airports: ReadonlyMap<string, Airport>
  places: PlaceIndex
  provider: FlightProvider
  bookings: BookingStore
  /** Makes the tickets of simulated flights. */
  carrier: Carrier
  watches: WatchStore
  /** The present instant. */
  now: () => number
}

import type { Place } from './places/place.ts'

export const cabins = ['economy', 'premium_economy', 'business', 'first'] as const

export type Cabin = (typeof cabins)[number]

export const sortOrders = ['best', 'price', 'duration', 'departure'] as const

export type SortOrder = (typeof sortOrders)[number]

/** An amount in the smallest unit of its currency: 23140 EUR is 231.40 €. */
export interface Money {
  amount: number
  /** ISO 4217. */
  currency: string
}

export interface FlightQuery {
  from: Place
  to: Place
  /** The date of departure on the calendar of `from`, such as `2026-12-05`. */
  date: string
  /** The date of the flight back on the calendar of `to`. */
  returnDate: string | undefined
  passengers: number
  cabin: Cabin
  maxStops: number
  sort: SortOrder
  limit: number
}

/** One flight, from take-off to landing. */
export interface Leg {
  /** Such as `LH 1034`. */
  flight: string
  airline: string
  /** IATA codes. */
  from: string
  to: string
  /** Local times with their offset, such as `2026-12-05T10:35:00+01:00`. */
  departs: string
  arrives: string
  aircraft?: string
  cabin: Cabin
}

/** All flights of one direction. */
export interface Journey {
  from: string
  to: string
  departs: string
  arrives: string
  minutes: number
  stops: number
  legs: Leg[]
}

/** Seats that an offer takes from a stock of our own, and how many others have left of it. */
export interface SeatClaim {
  key: string
  free: number
}

/** Flights that can be booked together at one price. */
export interface Offer {
  id: string
  /** There, or there and back. */
  journeys: [Journey] | [Journey, Journey]
  cabin: Cabin
  passengers: number
  /** For all passengers together. */
  price: Money
  /** At most 9, which means nine or more; undefined when not known. */
  seatsLeft: number | undefined
  /** Made up, not for sale. */
  simulated: boolean
  /** Empty where somebody else keeps count of the seats. */
  seats: readonly SeatClaim[]
  /** What the seller calls the passengers; empty where there is none. */
  passengerIds: readonly string[]
}

export interface Passenger {
  givenName: string
  familyName: string
  bornOn?: string | undefined
  gender?: 'm' | 'f' | undefined
  title?: 'mr' | 'ms' | 'mrs' | 'miss' | 'dr' | undefined
  email?: string | undefined
  phone?: string | undefined
}

/** What was bought from a seller outside. */
export interface Order {
  id: string
  /** What the airline knows it by. */
  reference: string
}

/** Buys and cancels at a seller outside. */
export interface Seller {
  /** Throws AppError `invalid_input` that says what is missing about a passenger. */
  checkPassengers: (passengers: readonly Passenger[]) => void
  createOrder: (offer: Offer, passengers: readonly Passenger[], signal: AbortSignal) => Promise<Order>
  /** Gives what is paid back. */
  cancelOrder: (orderId: string, signal: AbortSignal) => Promise<Money>
}

/** Where offers come from. */
export interface FlightProvider {
  name: 'timetable' | 'duffel'
  search: (query: FlightQuery, signal: AbortSignal) => Promise<Offer[]>
  /** The offer at its price of now; undefined when there is none of that id. */
  getOffer: (id: string, signal: AbortSignal) => Promise<Offer | undefined>
  /** Undefined where the seats are our own. */
  seller: Seller | undefined
}

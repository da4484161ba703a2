import type { Currency } from '../money.ts'
import type { OpeningHours } from '../time/opening-hours.ts'

/** What a dish can be; `nut-free` is every dish that is not marked with nuts. */
export const diets = ['vegan', 'vegetarian', 'gluten-free', 'halal', 'nut-free'] as const

export type Diet = (typeof diets)[number]

export interface Point {
  latitude: number
  longitude: number
}

/** What a postcode stands for. */
export interface Area extends Point {
  /** `10999`, `SE1`, `150`. */
  code: string
  /** `Kreuzberg`, or `Kottbusser Tor, Kreuzberg`. */
  name: string
}

export interface Choice {
  /** Unique within a dish. */
  id: string
  name: string
  /** Added to the price of one dish, in minor units. */
  price: number
  available: boolean
  /** What a dish with it no longer is. */
  breaks: readonly Diet[]
}

export interface OptionGroup {
  id: string
  /** Without a choice the first one counts. */
  required: boolean
  most: number
  choices: readonly Choice[]
}

export interface Dish {
  /** Unique within a restaurant. */
  id: string
  name: string
  section: string
  description: string
  /** In minor units. */
  price: number
  diets: readonly Diet[]
  optionGroups: readonly OptionGroup[]
}

export interface Delivery {
  /** Undefined where only `areas` counts. */
  radius: number | undefined
  /** Undefined where only `radius` counts. */
  areas: readonly string[] | undefined
  minimum: number
  fee: number
  perKm: number
  freeFrom: number | undefined
}

export interface Restaurant extends Point {
  id: string
  name: string
  city: City
  area: Area
  cuisines: readonly string[]
  rating: number
  reviews: number
  priceLevel: number
  street: string
  postcode: string
  hours: OpeningHours
  hoursText: string
  delivery: Delivery
  preparation: number
  dishes: readonly Dish[]
}

export interface City {
  id: string
  name: string
  aliases: readonly string[]
  country: string
  subdivisions: readonly string[]
  currency: Currency
  timeZone: string
  postcode: RegExp
  taxRate: number
  serviceFee: { percent: number; most: number }
  areas: readonly Area[]
}

/** Everything that can be ordered. */
export interface Catalog {
  cities: readonly City[]
  restaurants: readonly Restaurant[]
  restaurantById: ReadonlyMap<string, Restaurant>
}

import type { Currency } from '../money.ts'

/** A city as it is written in `data/`. Amounts are in minor units of its currency. */
export interface CityData {
  id: string
  name: string
  /** Other names people say, such as `NYC`. */
  aliases: readonly string[]
  /** ISO 3166-1 alpha-2. */
  country: string
  /** ISO 3166-2 parts of the country that mean this city when nothing else is known. */
  subdivisions: readonly string[]
  currency: Currency
  /** IANA name. */
  timeZone: string
  /** What finds the area in a postcode, as its first group: a whole ZIP code, `SE1` of `SE1 9GF`, `150` of `150-0002`. */
  postcode: RegExp
  /** Sales tax that comes on top of the menu's prices, in 1/100,000: 8875 is 8.875 %. 0 where prices include it. */
  taxRate: number
  /** Percent of the items, and the most it can be. */
  serviceFee: { percent: number; most: number }
  /** A line an area: `10999 | Kottbusser Tor, Kreuzberg | 52.4985 13.4180`. */
  areas: string
  /** Groups of choices that dishes name: `choose 1: Small, Large +300` or `up to 2: Feta +150 (not vegan), Truffle +400 (sold out)`. */
  options: Readonly<Record<string, string>>
  restaurants: readonly RestaurantData[]
}

/** A restaurant as it is written in `data/`. */
export interface RestaurantData {
  id: string
  name: string
  cuisines: readonly string[]
  /** 1 to 5. */
  rating: number
  reviews: number
  /** 1 is cheap, 4 is fine dining. */
  priceLevel: number
  street: string
  postcode: string
  /** Latitude and longitude. */
  at: readonly [number, number]
  /** In local time: `Mo-Th 11:00-24:00; Fr,Sa 12:00-14:30 18:00-03:00`. */
  hours: string
  delivery: DeliveryData
  /** Minutes the kitchen needs. */
  preparation: number
  /** Holds for every dish, such as `halal`. */
  every?: string
  /** `# Section`, then a line a dish: `Name | 1290 | vegan, nuts | What it is | size, extras`. */
  menu: string
}

/** Where a restaurant delivers, within a radius or to a list of areas, and for how much. */
export interface DeliveryData {
  /** Kilometres as the crow flies. */
  radius?: number
  /** Codes of areas, separated by spaces. */
  areas?: string
  /** The items must cost this much. */
  minimum: number
  fee: number
  /** For each started kilometre after the first. */
  perKm?: number
  /** From this much on the delivery is free. */
  freeFrom?: number
}

import { toCountryName, type Airport } from '../airports/airport.ts'
import { toRegionName } from './regions.ts'

/** Where a journey starts or ends: one airport, or all of a city. */
export interface Place {
  /** IATA code of the airport or the metropolitan area; of a city without a code of its own, that of its largest airport. */
  code: string
  name: string
  /** ISO 3166-1 alpha-2. */
  country: string
  region: string
  /** The largest first. */
  airports: readonly Airport[]
  /** Millions of passengers a year. */
  traffic: number
}

/** Makes a place of some airports, of which there must be one. */
export function toPlace(name: string, airports: readonly Airport[], code?: string): Place {
  const sorted = airports.toSorted((a, b) => b.traffic - a.traffic)
  const { country, region } = sorted[0]!
  const traffic = airports.reduce((sum, airport) => sum + airport.traffic, 0)
  return { code: code ?? sorted[0]!.code, name, country, region, airports: sorted, traffic }
}

/** `San Jose, California, United States (SJC)`. */
export function describePlace({ name, country, region, code }: Place): string {
  const parts = [name, toRegionName(country, region), toCountryName(country)]
  return `${parts.filter((part, index) => part !== '' && parts.indexOf(part) === index).join(', ')} (${code})`
}

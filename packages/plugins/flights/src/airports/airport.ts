/** An airport with scheduled service. */
export interface Airport {
  /** IATA code. */
  code: string
  icao: string
  name: string
  city: string
  /** ISO 3166-1 alpha-2. */
  country: string
  /** State, province or territory, in the United States, Canada and Australia. */
  region: string
  latitude: number
  longitude: number
  /** IANA time zone. */
  zone: string
  size: 'large' | 'medium' | 'small'
  /** Millions of passengers a year: known for about 650 airports, guessed from the size of the others. */
  traffic: number
  /** Former and local names, and codes of its city. */
  otherNames: readonly string[]
}

/** The name of a country in English. */
export function toCountryName(country: string): string {
  let name = countryNames.get(country)
  if (name === undefined) countryNames.set(country, (name = displayNames.of(country) ?? country))
  return name
}

const countryNames = new Map<string, string>()

const displayNames = new Intl.DisplayNames('en', { type: 'region' })

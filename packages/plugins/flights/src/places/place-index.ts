import { toCountryName, type Airport } from '../airports/airport.ts'
import { aliases } from './aliases.ts'
import { toLetterBits } from './edit-distance.ts'
import { metroAreas } from './metro-areas.ts'
import { normalize } from './normalize.ts'
import { toPlace, type Place } from './place.ts'
import { toRegionName } from './regions.ts'

/** Everything that can be asked for, ready to be searched. */
export interface PlaceIndex {
  /** By code of an airport (IATA, ICAO) or of a metropolitan area, in upper case. */
  byCode: ReadonlyMap<string, Place>
  /** By normalized name of a city, an airport or another name. */
  byName: ReadonlyMap<string, readonly Place[]>
  /** By normalized country or region: its cities. */
  byArea: ReadonlyMap<string, readonly Place[]>
  /** The names, with their letters as bits. */
  names: readonly { name: string; bits: number }[]
  /** All words about each place, between spaces. */
  texts: readonly { text: string; place: Place }[]
}

/** Reads the airports into an index. Takes some 30 ms. */
export function createPlaceIndex(airports: ReadonlyMap<string, Airport>): PlaceIndex {
  const metros = readMetros(airports)
  const cities = [...metros, ...groupCities([...airports.values()], metros)]
  const single = [...airports.values()].map((airport) => toPlace(toAirportName(airport), [airport]))
  const byCode = toCodes(single, metros)
  const byName = toNames(cities, single, byCode)
  return {
    byCode,
    byName,
    byArea: toAreas(cities),
    names: [...byName.keys()].map((name) => ({ name, bits: toLetterBits(name) })),
    texts: [...cities.map((place) => toEntry(place, [])), ...single.map((place) => toEntry(place, place.airports))],
  }
}

function readMetros(airports: ReadonlyMap<string, Airport>): Place[] {
  return metroAreas
    .trim()
    .split('\n')
    .map((line) => {
      const [, code, name, codes] = /^(\w{3}) (.+) [A-Z]{2} ((?: ?[A-Z]{3})+)$/.exec(line)!
      const members = codes!.split(' ').flatMap((member) => airports.get(member) ?? [])
      return toPlace(name!, members, code!)
    })
}

function groupCities(airports: readonly Airport[], metros: readonly Place[]): Place[] {
  const metroNames = new Set(metros.map((metro) => toCityKey(metro.airports[0]!, metro.name)))
  const groups = Map.groupBy(airports, (airport) => toCityKey(airport, airport.city))
  return [...groups].filter(([key]) => !metroNames.has(key)).map(([, members]) => toPlace(members[0]!.city, members))
}

function toCityKey({ country, region }: Airport, name: string): string {
  // A metropolitan area may reach over several states: only its name and country make it one.
  return `${normalize(name)}|${country}|${country === 'US' || country === 'CA' ? region : ''}`
}

function toAirportName({ city, name }: Airport): string {
  return normalize(name).includes(normalize(city)) ? name : `${city} ${name}`
}

function toCodes(single: readonly Place[], metros: readonly Place[]): Map<string, Place> {
  const byCode = new Map(metros.map((metro) => [metro.code, metro]))
  for (const place of single) {
    byCode.set(place.airports[0]!.icao, place)
    byCode.set(place.code, place)
  }
  byCode.delete('')
  return byCode
}

const noise = / ?\b(international|intercontinental|regional|municipal|national|domestic|airport|intl|aeroport|aeropuerto)\b/g

function toNames(cities: readonly Place[], single: readonly Place[], byCode: ReadonlyMap<string, Place>): Map<string, Place[]> {
  const byName = new Map<string, Place[]>()
  for (const place of cities) addName(byName, place.name, place)
  for (const place of single) addAirportNames(byName, place)
  for (const line of aliases.trim().split('\n')) addAliases(byName, line, cities, byCode)
  return byName
}

function addAirportNames(byName: Map<string, Place[]>, place: Place): void {
  const airport = place.airports[0]!
  const full = normalize(airport.name)
  for (const name of [full, full.replace(noise, ''), ...airport.otherNames.filter((other) => other.length > 4)])
    addName(byName, name, place)
}

function addAliases(byName: Map<string, Place[]>, line: string, cities: readonly Place[], byCode: ReadonlyMap<string, Place>): void {
  const [code, names] = line.split(': ') as [string, string]
  const place = cities.find((city) => city.code === code) ?? byCode.get(code)
  if (!place) throw new TypeError(`aliases: there is no place ${code}`)
  for (const name of names.split(', ')) addName(byName, name, place)
}

function addName(byName: Map<string, Place[]>, name: string, place: Place): void {
  const key = normalize(name)
  const places = byName.get(key)
  if (!places) byName.set(key, [place])
  else if (!places.some((other) => place.airports.every((airport) => other.airports.includes(airport)))) places.push(place)
}

function toAreas(cities: readonly Place[]): Map<string, Place[]> {
  const areas = new Map<string, Place[]>()
  for (const city of cities) {
    for (const area of new Set([toCountryName(city.country), toRegionName(city.country, city.region)].map(normalize))) {
      if (area !== '') areas.set(area, [...(areas.get(area) ?? []), city])
    }
  }
  return areas
}

/** Only an airport by itself is found by the airport's names: "Heathrow" is not all of London. */
function toEntry(place: Place, airports: readonly Airport[]): { text: string; place: Place } {
  const names = airports.flatMap(({ city, otherNames }) => [city, ...otherNames])
  const words = [place.name, ...names, toCountryName(place.country), toRegionName(place.country, place.region)]
  return { text: ` ${normalize(words.join(' '))} `, place }
}

import { AppError, type Location } from '@patchbay/plugin-kit'
import type { Area, Catalog, City, Point } from '../catalog/catalog.ts'
import { findArea } from '../catalog/parse-city.ts'
import { distanceKm } from './distance.ts'
import { toWords } from './match-text.ts'
import { isTypoOf } from './typo.ts'

/** Where somebody wants to eat. */
export interface Place {
  city: City
  /** What was named more precisely than the city; empty for all of it. */
  areas: readonly Area[]
  /** The middle of the areas, or the coordinates given. */
  point: Point | undefined
  /** Nobody said it: it comes from the location of the call. */
  assumed: boolean
}

const reachKm = 30

/**
 * Finds a city, district, postcode, address or `52.52,13.40`, in spite of a typing error. Without a text it is the city of the caller's
 * location, if there is one.
 *
 * @throws AppError `invalid_input` when there is no such place, or it is in several cities.
 */
export function findPlace(catalog: Catalog, text: string | undefined, location: Location): Place | undefined {
  const here = findCityByLocation(catalog, location)
  if (text === undefined) return here && toPlace(here, [], true)
  const place = findByCoordinates(catalog, text) ?? findByText(catalog, text, here)
  if (place) return place
  throw new AppError(
    'invalid_input',
    `No restaurants are known at ${JSON.stringify(text)}. Give a city (${listCities(catalog.cities)}), a district, a postcode or an address in one.`,
  )
}

/** `Kollwitzkiez, Prenzlauer Berg, 10435 Berlin`, or `Kreuzberg (10961, 10999), Berlin`. */
export function toPlaceName({ city, areas }: Place): string {
  const [first, ...others] = areas
  if (!first) return city.name
  if (others.length === 0) return `${first.name}, ${first.code} ${city.name}`
  const codes = areas.map((area) => area.code).join(', ')
  const common = first.name.split(', ').find((part) => others.every((area) => area.name.split(', ').includes(part)))
  return common === undefined ? `${codes} ${city.name}` : `${common} (${codes}), ${city.name}`
}

/** `Berlin, London, New York`. */
export function listCities(cities: readonly City[]): string {
  return cities.map((city) => city.name).join(', ')
}

function findByText(catalog: Catalog, text: string, here: City | undefined): Place | undefined {
  const words = toWords(text)
  const named = catalog.cities.find((city) => [city.name, ...city.aliases].some((name) => holdsName(words, name)))
  if (named) return toPlace(named, findAreas(named, text, words, true))
  const found = catalog.cities.map((city) => toPlace(city, findAreas(city, text, words, false))).filter((place) => place.areas.length > 0)
  if (found.length < 2) return found[0]
  const near = found.find((place) => place.city === here)
  if (near) return near
  throw new AppError('invalid_input', `${JSON.stringify(text)} is in ${listCities(found.map((place) => place.city))}. Add the city.`)
}

function findAreas(city: City, text: string, words: readonly string[], isNamed: boolean): Area[] {
  const area = findPostcode(city, text, isNamed)
  if (area) return [area]
  return city.areas.filter(({ name }) => name.split(', ').some((part) => holdsName(words, part)))
}

/** A short code such as `150` may be a house number, so inside a longer text it needs the city's name. */
function findPostcode(city: City, text: string, isNamed: boolean): Area | undefined {
  const parts = text.split(/[\s,]+/)
  const pairs = parts.map((part, index) => `${part} ${parts[index + 1]}`)
  const candidates = [text, ...[...pairs, ...parts].filter((part) => isNamed || part.length >= 5)]
  return candidates.map((candidate) => findArea(city, candidate)).find((area) => area !== undefined)
}

/** Whether the words of a name stand together in a text, in spite of a typing error. */
function holdsName(words: readonly string[], name: string): boolean {
  const wanted = toWords(name)
  return words.some((_, start) => wanted.every((word, index) => isTypoOf(words[start + index] ?? '', word)))
}

function findByCoordinates(catalog: Catalog, text: string): Place | undefined {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text)
  if (!match) return undefined
  const point = { latitude: Number(match[1]), longitude: Number(match[2]) }
  if (Math.abs(point.latitude) > 90 || Math.abs(point.longitude) > 180) return undefined
  const nearest = catalog.cities
    .flatMap((city) => city.areas.map((area) => ({ city, area, distance: distanceKm(point, area) })))
    .toSorted((left, right) => left.distance - right.distance)[0]
  if (!nearest || nearest.distance > reachKm) return undefined
  return { city: nearest.city, areas: [nearest.area], point, assumed: false }
}

function findCityByLocation({ cities }: Catalog, { country, subdivision }: Location): City | undefined {
  const inCountry = cities.filter((city) => city.country === country)
  const exact = cities.find((city) => subdivision !== undefined && city.subdivisions.includes(subdivision))
  return exact ?? (inCountry.length === 1 ? inCountry[0] : undefined)
}

function toPlace(city: City, areas: readonly Area[], assumed = false): Place {
  const middle = (pick: (area: Area) => number) => areas.reduce((sum, area) => sum + pick(area), 0) / areas.length
  const point = areas.length > 0 ? { latitude: middle((area) => area.latitude), longitude: middle((area) => area.longitude) } : undefined
  return { city, areas, point, assumed }
}

import { toCountryName } from '../airports/airport.ts'
import { editDistance, mayBeNear, toLetterBits } from './edit-distance.ts'
import { normalize } from './normalize.ts'
import type { PlaceIndex } from './place-index.ts'
import type { Place } from './place.ts'
import { toRegionName } from './regions.ts'

export interface Match {
  /** The most likely first; empty when nothing is like the query. */
  places: readonly Place[]
  /** Whether the query had to be corrected. */
  guessed: boolean
}

/** Finds what a person may mean by a name or code: exact names first, then parts of names, then names spelled alike. */
export function matchPlaces(index: PlaceIndex, query: string): Match {
  const code = findCode(index, query)
  if (code) return { places: [code], guessed: false }
  const name = normalize(query)
  if (name === '') return { places: [], guessed: false }
  const exact = findExact(index, name)
  if (exact.length > 0) return { places: exact, guessed: false }
  const parts = findByWords(index, name)
  if (parts.length > 0) return { places: parts, guessed: false }
  return { places: findAlike(index, name), guessed: true }
}

/** `CDG`, `cdg`, `LFPG`, `Paris (CDG)`. A word of three letters that is also the name of a larger place is that place, unless in capitals. */
function findCode(index: PlaceIndex, query: string): Place | undefined {
  const text = query.trim().replace(/ airport$/i, '')
  const code = /^[A-Za-z]{3,4}$/.test(text) ? text : /\(([A-Z]{3})\)/.exec(text)?.[1]
  if (code === undefined) return undefined
  const place = index.byCode.get(code.toUpperCase())
  if (!place || code === code.toUpperCase()) return place
  const named = index.byName.get(normalize(text)) ?? []
  return named.some((other) => other.traffic > place.traffic) ? undefined : place
}

function findExact(index: PlaceIndex, name: string): readonly Place[] {
  const named = index.byName.get(name) ?? index.byName.get(name.replace(/ ?\b(airport|international|city|all airports)\b/g, '').trim())
  if (named) return sortByTraffic(named)
  const qualified = findQualified(index, name)
  if (qualified.length > 0) return qualified
  return sortByTraffic(index.byArea.get(name) ?? [])
}

/** `paris france`, `paris tx`, `san jose costa rica`: a name, then words that say where it is. */
function findQualified(index: PlaceIndex, name: string): readonly Place[] {
  const words = name.split(' ')
  for (let cut = words.length - 1; cut > 0; cut--) {
    const area = words.slice(cut).join(' ')
    const places = (index.byName.get(words.slice(0, cut).join(' ')) ?? []).filter((place) => isIn(place, area))
    if (places.length > 0) return sortByTraffic(places)
  }
  return []
}

const shortNames: Record<string, string> = {
  usa: 'US',
  'u s a': 'US',
  america: 'US',
  uk: 'GB',
  england: 'GB',
  scotland: 'GB',
  uae: 'AE',
  korea: 'KR',
  holland: 'NL',
}

function isIn({ country, airports }: Place, area: string): boolean {
  if (shortNames[area] === country || normalize(toCountryName(country)) === area || country.toLowerCase() === area) return true
  return airports.some(({ region }) => region.toLowerCase() === area || normalize(toRegionName(country, region)) === area)
}

/** Places with all words of the query, the last of which may be cut short. */
function findByWords(index: PlaceIndex, name: string): readonly Place[] {
  const words = name.split(' ').map((word, position, all) => (position === all.length - 1 ? ` ${word}` : ` ${word} `))
  if (name.length < 3) return []
  const found = index.texts.filter(({ text }) => words.every((word) => text.includes(word))).map(({ place }) => place)
  return withoutParts(sortByTraffic(found).slice(0, mostCompared))
}

/** Each is compared with each: “airport” is a part of nearly every name. */
const mostCompared = 50

/** Leaves out airports whose whole city was found as well. */
function withoutParts(places: readonly Place[]): readonly Place[] {
  return places.filter((place, position) => {
    const larger = places.slice(0, position)
    return !larger.some((other) => place.airports.every((airport) => other.airports.includes(airport)))
  })
}

/** Places with names that are a few letters away, the nearest first. */
function findAlike(index: PlaceIndex, name: string): readonly Place[] {
  const limit = name.length < 4 ? 0 : name.length < 6 ? 1 : 2
  const bits = toLetterBits(name)
  const near = index.names
    .filter((entry) => Math.abs(entry.name.length - name.length) <= limit && mayBeNear(entry.bits, bits, limit))
    .map((entry) => ({ name: entry.name, distance: editDistance(name, entry.name, limit) }))
    .filter(({ distance }) => distance <= limit)
  const nearest = Math.min(...near.map(({ distance }) => distance))
  const places = near.filter(({ distance }) => distance === nearest).flatMap((entry) => index.byName.get(entry.name)!)
  return withoutParts(sortByTraffic([...new Set(places)]).slice(0, mostCompared))
}

function sortByTraffic(places: readonly Place[]): readonly Place[] {
  return places.toSorted((a, b) => b.traffic - a.traffic)
}

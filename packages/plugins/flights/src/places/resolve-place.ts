import { AppError, type Location } from '@patchbay/plugin-kit'
import { matchPlaces } from './match-places.ts'
import type { PlaceIndex } from './place-index.ts'
import { describePlace, type Place } from './place.ts'

export interface ResolvedPlace {
  place: Place
  /** What the caller should know about the choice; undefined when there was none. */
  note: string | undefined
}

/**
 * Decides which place a query means. The more important one wins; among equals, the one in the caller's country.
 *
 * @throws AppError `invalid_input` when nothing fits, or when several places fit equally well; the message lists them.
 */
export function resolvePlace(index: PlaceIndex, query: string, location: Location = {}): ResolvedPlace {
  const { places, guessed } = matchPlaces(index, query)
  const [first, ...others] = places
  if (!first)
    throw new AppError('invalid_input', `No airport or city is like ${quote(query)}. Use a city in English or a code such as CDG.`)
  const rivals = others.filter((other) => other.traffic > 0.3 * first.traffic).slice(0, 4)
  if (rivals.length === 0) return { place: first, note: toNote(query, first, others[0], guessed) }
  const local = [first, ...rivals].filter((place) => place.country === location.country)
  if (local.length !== 1) throw toAmbiguous(query, [first, ...rivals])
  return { place: local[0]!, note: toNote(query, local[0]!, first === local[0] ? rivals[0] : first, guessed) }
}

function toNote(query: string, chosen: Place, other: Place | undefined, guessed: boolean): string | undefined {
  if (guessed) return `Read ${quote(query)} as ${describePlace(chosen)}.`
  return other && `Took ${quote(query)} as ${describePlace(chosen)}, not ${describePlace(other)}.`
}

function toAmbiguous(query: string, places: readonly Place[]): AppError {
  const candidates = places.map((place) => ({ code: place.code, place: describePlace(place) }))
  const list = candidates.map(({ place }) => place).join('; ')
  return new AppError('invalid_input', `${quote(query)} may be ${list}. Ask which one is meant and use its code.`, {
    details: { candidates },
  })
}

function quote(query: string): string {
  return JSON.stringify(query.slice(0, 60))
}

import type { Cabin } from '../flight-provider.ts'
import type { Itinerary } from './itineraries.ts'

/** A flight as an offer id names it. */
export interface FlightName {
  airline: string
  number: number
  from: string
  to: string
  date: string
}

/** What an offer id says; whether there are such flights is for the timetable to check. */
export interface OfferName {
  cabin: Cabin
  passengers: number
  journeys: FlightName[][]
}

const letters: Record<Cabin, string> = { economy: 'Y', premium_economy: 'W', business: 'J', first: 'F' }

/** `Y2-LH1034CDGFRA261205_LH400FRAJFK261205-LH401JFKCDG261219`: cabin and passengers, then the flights there and back. */
export function toOfferId(cabin: Cabin, passengers: number, journeys: readonly Itinerary[]): string {
  const parts = journeys.map((itinerary) =>
    itinerary
      .map(({ service, number, from, to, date }) =>
        [service.airline.code, number, from.code, to.code, date.slice(2).replaceAll('-', '')].join(''),
      )
      .join('_'),
  )
  return [`${letters[cabin]}${passengers}`, ...parts].join('-')
}

/** Takes an id apart; undefined when it is not of that form. */
export function parseOfferId(id: string): OfferName | undefined {
  const [head, ...parts] = id.split('-')
  const [letter, count] = /^([YWJF])([1-9])$/.exec(head!)?.slice(1) ?? []
  const cabin = (Object.keys(letters) as Cabin[]).find((name) => letters[name] === letter)
  if (!cabin || parts.length < 1 || parts.length > 2) return undefined
  const journeys = parts.map((part) => part.split('_').map(parseFlight))
  if (!journeys.every(isComplete)) return undefined
  return { cabin, passengers: Number(count), journeys }
}

function isComplete(flights: (FlightName | undefined)[]): flights is FlightName[] {
  return flights.length <= 3 && !flights.includes(undefined)
}

function parseFlight(text: string): FlightName | undefined {
  const match = /^([A-Z0-9]{2})([1-9]\d{0,3})([A-Z]{3})([A-Z]{3})(\d\d)(\d\d)(\d\d)$/.exec(text)
  if (!match) return undefined
  const [, airline, number, from, to, year, month, day] = match
  const date = `20${year}-${month}-${day}`
  const instant = Date.parse(date)
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== date) return undefined
  return { airline: airline!, number: Number(number), from: from!, to: to!, date }
}

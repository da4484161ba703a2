import type { Cabin, Journey, Leg, Money, Offer } from '../flight-provider.ts'
import { toDecimals } from '../offer-schema.ts'
import { minute, toInstant, toLocalTime } from '../time/zone.ts'
import type { DuffelOffer, DuffelSegment } from './duffel-schema.ts'

/** The time zone of an airport that Duffel gives none for. */
export type FindZone = (code: string) => string

/** An offer of Duffel in our form. */
export function toOffer(offer: DuffelOffer, findZone: FindZone): Offer {
  const journeys = offer.slices.map(({ segments }) => toJourney(segments.map((segment) => toLeg(segment, findZone))))
  return {
    id: offer.id,
    journeys: journeys as Offer['journeys'],
    cabin: journeys[0]!.legs[0]!.cabin,
    passengers: offer.passengers.length,
    price: toMoney(offer.total_amount, offer.total_currency),
    seatsLeft: undefined,
    simulated: false,
    seats: [],
    passengerIds: offer.passengers.map(({ id }) => id),
  }
}

/** `489.00` and `EUR` make 48900. */
export function toMoney(amount: string, currency: string): Money {
  return { amount: Math.round(Number(amount) * 10 ** toDecimals(currency)), currency }
}

/** 48900 and `EUR` make `489.00`. */
export function toAmountText({ amount, currency }: Money): string {
  const decimals = toDecimals(currency)
  return (amount / 10 ** decimals).toFixed(decimals)
}

function toJourney(legs: Leg[]): Journey {
  const first = legs[0]!
  const last = legs.at(-1)!
  const minutes = Math.round((Date.parse(last.arrives) - Date.parse(first.departs)) / minute)
  return { from: first.from, to: last.to, departs: first.departs, arrives: last.arrives, minutes, stops: legs.length - 1, legs }
}

function toLeg(segment: DuffelSegment, findZone: FindZone): Leg {
  const { origin, destination, marketing_carrier: carrier, aircraft } = segment
  const cabin: Cabin = segment.passengers[0]?.cabin_class ?? 'economy'
  return {
    flight: `${carrier.iata_code ?? ''} ${segment.marketing_carrier_flight_number}`.trim(),
    airline: carrier.name,
    from: origin.iata_code,
    to: destination.iata_code,
    departs: withOffset(segment.departing_at, origin.time_zone ?? findZone(origin.iata_code)),
    arrives: withOffset(segment.arriving_at, destination.time_zone ?? findZone(destination.iata_code)),
    ...(aircraft && { aircraft: aircraft.name }),
    cabin,
  }
}

function withOffset(local: string, zone: string): string {
  const minutes = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16))
  return toLocalTime(zone, toInstant(zone, local.slice(0, 10), minutes))
}

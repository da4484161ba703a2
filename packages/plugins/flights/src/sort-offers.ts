import type { Offer, SortOrder } from './flight-provider.ts'

/** What the order of an offer depends on. */
export interface Merits {
  price: number
  /** On the way there and back together. */
  minutes: number
  stops: number
  /** The instant of departure. */
  departs: number
}

/** Sorts offers, the best first. */
export function sortOffers(offers: readonly Offer[], order: SortOrder): Offer[] {
  return sortByMerits(offers, order, ({ price, journeys }) => ({
    price: price.amount,
    minutes: journeys.reduce((sum, { minutes }) => sum + minutes, 0),
    stops: journeys.reduce((sum, { stops }) => sum + stops, 0),
    departs: Date.parse(journeys[0].departs),
  }))
}

/** Sorts anything that has the merits of offers. `best` weighs price and time: an hour is worth 1/12 of the cheapest price, a stop two hours. */
export function sortByMerits<Item>(items: readonly Item[], order: SortOrder, toMerits: (item: Item) => Merits): Item[] {
  const judged = items.map((item) => ({ item, merits: toMerits(item) }))
  const cheapest = Math.min(...judged.map(({ merits }) => merits.price))
  const scores: Record<SortOrder, (merits: Merits) => number> = {
    best: ({ price, minutes, stops }) => price / cheapest + (minutes / 60 + 2 * stops) / 12,
    price: ({ price }) => price,
    duration: ({ minutes }) => minutes,
    departure: ({ departs }) => departs,
  }
  const score = scores[order]
  return judged.toSorted((a, b) => score(a.merits) - score(b.merits)).map(({ item }) => item)
}

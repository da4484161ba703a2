import type { Offer, SortOrder } from './flight-provider.ts'

/** `best` weighs price, time and stops: an hour is worth 1/12 of the cheapest price, a stop as much as two hours. */
export function sortOffers(offers: readonly Offer[], order: SortOrder): Offer[] {
  const cheapest = Math.min(...offers.map(({ price }) => price.amount))
  const scores: Record<SortOrder, (offer: Offer) => number> = {
    best: (offer) => offer.price.amount / cheapest + (toMinutes(offer) / 60 + 2 * toStops(offer)) / 12 / offer.journeys.length,
    price: (offer) => offer.price.amount,
    duration: toMinutes,
    departure: (offer) => Date.parse(offer.journeys[0].departs),
  }
  return offers
    .map((offer) => ({ offer, score: scores[order](offer) }))
    .toSorted((a, b) => a.score - b.score)
    .map(({ offer }) => offer)
}

function toMinutes({ journeys }: Offer): number {
  return journeys.reduce((sum, { minutes }) => sum + minutes, 0)
}

function toStops({ journeys }: Offer): number {
  return journeys.reduce((sum, { stops }) => sum + stops, 0)
}

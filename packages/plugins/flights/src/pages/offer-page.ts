import { definePage, html, type PageContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { Journey, Offer } from '../flight-provider.ts'
import { offerIdSchema, toPrice } from '../offer-schema.ts'
import { isOnSale } from '../sales-window.ts'
import type { FlightsServices } from '../services.ts'
import { renderJourney, toDateText, toDuration, toRouteName, toStopsText } from './render-journey.ts'

type Context = PageContext & FlightsServices

/** An offer, to be linked from an answer. */
export const offerPage = definePage({
  route: 'GET /o/{id}',
  params: z.object({ id: offerIdSchema }),
  load: ({ id }, { provider, signal }: Context) => provider.getOffer(id, signal),
  openGraph: (offer, { airports, origin }) => ({
    title: `${toRouteName(offer.journeys[0], airports)}, ${toDateText(offer.journeys[0].departs)}: ${toPrice(offer.price).text}`,
    description: `${offer.journeys.map(toSummary).join('; back ')}. ${toPeople(offer)}.${offer.simulated ? ' Simulated timetable.' : ''}`,
    image: `${origin}/logo.png`,
  }),
  render: (offer, { airports, now }) =>
    html`<h1>${toRouteName(offer.journeys[0], airports)}</h1>
      <p><strong>${toPrice(offer.price).text}</strong>, ${toPeople(offer)}${isOnSale(offer, now()) ? '' : '. No longer on sale.'}</p>
      ${offer.journeys.map((journey) => renderJourney(journey, airports))}
      ${offer.simulated && html`<p>Flights and prices are simulated: nothing here is for sale.</p>`}`,
})

function toSummary({ legs, minutes, stops }: Journey): string {
  return `${legs.map(({ airline, flight }) => `${airline} ${flight}`).join(', ')}, ${toDuration(minutes)}, ${toStopsText(stops)}`
}

function toPeople({ passengers, cabin }: Offer): string {
  return `${passengers} ${passengers === 1 ? 'passenger' : 'passengers'}, ${cabin.replace('_', ' ')}`
}

import { definePage, html, type PageContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { FlightsServices } from '../services.ts'
import { renderJourney, toDateText, toRouteName } from './render-journey.ts'

/** The flights of a shared booking: no names, no contact data, no price, no reference. */
export const bookingPage = definePage({
  route: 'GET /b/{token}',
  params: z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{32}$/) }),
  unlisted: true,
  async load({ token }, { bookings }: PageContext & FlightsServices) {
    const booking = await bookings.findShared(token)
    return booking && { status: booking.status, journeys: booking.offer.journeys, simulated: booking.offer.simulated }
  },
  openGraph: ({ journeys, status }, { airports, origin }) => ({
    title: toRouteName(journeys[0], airports),
    description: status === 'cancelled' ? 'This trip was cancelled.' : `A trip on ${toDateText(journeys[0].departs)}.`,
    image: `${origin}/logo.png`,
  }),
  render: ({ journeys, status, simulated }, { airports }) =>
    html`<h1>${toRouteName(journeys[0], airports)}</h1>
      <p>Status: ${status}</p>
      ${journeys.map((journey) => renderJourney(journey, airports))} ${simulated && html`<p>Flights are simulated.</p>`}`,
})

import { html, type Html } from '@patchbay/plugin-kit'
import type { Airport } from '../airports/airport.ts'
import type { Journey } from '../flight-provider.ts'

type Airports = ReadonlyMap<string, Airport>

/** A heading and a table with a row for each flight. */
export function renderJourney(journey: Journey, airports: Airports): Html {
  const rows = journey.legs.map(
    (leg) =>
      html`<tr>
        <td>${leg.flight}<br />${leg.airline}</td>
        <td>${toTime(leg.departs)}<br />${toAirport(leg.from, airports)}</td>
        <td>${toTime(leg.arrives)}<br />${toAirport(leg.to, airports)}</td>
        <td>${leg.aircraft}</td>
      </tr>`,
  )
  return html`<h2>${toRouteName(journey, airports)}</h2>
    <p>${toDateText(journey.departs)}, ${toDuration(journey.minutes)}, ${toStopsText(journey.stops)}</p>
    <table>
      <thead>
        <tr>
          <th>Flight</th>
          <th>Departs</th>
          <th>Arrives</th>
          <th>Aircraft</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`
}

/** `Paris → New York`. */
export function toRouteName({ from, to }: Journey, airports: Airports): string {
  return `${airports.get(from)?.city ?? from} → ${airports.get(to)?.city ?? to}`
}

/** `Fri, 14 May 2027`, as the clocks at the place of departure show it. */
export function toDateText(localTime: string): string {
  return dateFormat.format(Date.parse(`${localTime.slice(0, 10)}T00:00:00Z`))
}

export function toDuration(minutes: number): string {
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

export function toStopsText(stops: number): string {
  return stops === 0 ? 'non-stop' : `${stops} ${stops === 1 ? 'stop' : 'stops'}`
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

function toTime(localTime: string): string {
  return `${localTime.slice(11, 16)}, ${toDateText(localTime)}`
}

function toAirport(code: string, airports: Airports): string {
  const airport = airports.get(code)
  return airport ? `${airport.city} ${code}` : code
}

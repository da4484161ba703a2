import { hour, minute } from '../time/zone.ts'
import type { Airline } from './airlines.ts'
import type { Flight } from './schedule.ts'

/** Longer waits are not a connection but two journeys. */
export const longestLayover = 23 * hour

/** The least time from landing to take-off: 45 minutes within a country, an hour across borders, more at the largest airports. */
export function toConnectionTime(arriving: Flight, leaving: Pick<Flight, 'to'>): number {
  const { country, traffic } = arriving.to
  const isDomestic = arriving.from.country === country && leaving.to.country === country
  return ((isDomestic ? 45 : 60) + (traffic > 50 ? 15 : 0)) * minute
}

/** Whether one ticket can join both: one airline, one alliance, or network airlines of which one is in no alliance. */
export function canConnect(first: Airline, second: Airline): boolean {
  if (first === second) return true
  if (first.kind === 'lowCost' || second.kind === 'lowCost') return false
  return first.alliance === second.alliance || first.alliance === '' || second.alliance === ''
}

/** Whether a passenger of one flight can take the other after it, on one ticket. */
export function isConnection(arriving: Flight, leaving: Flight): boolean {
  const layover = leaving.departs - arriving.arrives
  if (arriving.to !== leaving.from || arriving.from === leaving.to) return false
  return (
    layover >= toConnectionTime(arriving, leaving) &&
    layover <= longestLayover &&
    canConnect(arriving.service.airline, leaving.service.airline)
  )
}

import type { FlightProvider, FlightQuery } from '../flight-provider.ts'
import { addDays } from '../time/calendar.ts'

/** Says that there is nothing, and on which days nearby there is. */
export async function explainEmpty(provider: FlightProvider, query: FlightQuery, signal: AbortSignal): Promise<string> {
  const stops = query.maxStops === 0 ? 'without stops' : `with at most ${query.maxStops} ${query.maxStops === 1 ? 'stop' : 'stops'}`
  const nothing = `No flights ${stops} with ${query.passengers} free ${query.cabin} ${query.passengers === 1 ? 'seat' : 'seats'} on ${query.returnDate ? 'these days' : 'this day'}.`
  const dates = provider.name === 'timetable' && query.returnDate === undefined ? await findOtherDates(provider, query, signal) : []
  if (dates.length > 0) return `${nothing} There are some on ${dates.join(', ')}.`
  return `${nothing} Try other days, more stops, another cabin or a larger airport nearby.`
}

/** Searches of the embedded timetable cost nothing; of a seller outside they would. */
async function findOtherDates(provider: FlightProvider, query: FlightQuery, signal: AbortSignal): Promise<string[]> {
  const dates: string[] = []
  for (const days of [-2, -1, 1, 2, 3]) {
    const date = addDays(query.date, days)
    const offers = await provider.search({ ...query, date, limit: 1 }, signal)
    if (offers.length > 0) dates.push(date)
  }
  return dates
}

import { defineJob, type JobContext } from '@patchbay/plugin-kit'
import type { FlightsServices } from '../services.ts'

/** Longer than all attempts of a job that books. */
const patience = 15 * 60_000

/** Gives back seats and money of bookings that got no ticket and that nobody works on any more. */
export const releaseHolds = defineJob({
  name: 'releaseHolds',
  schedule: 'every 5 minutes',
  async run(_input, { bookings, now, log }: JobContext & FlightsServices) {
    const ids = await bookings.listAbandoned(new Date(now() - patience))
    for (const id of ids) await bookings.giveUp(id, 'failed', new Date(now()))
    if (ids.length > 0) log.warn({ bookings: ids.length }, 'bookings without a ticket were undone')
    return { released: ids.length }
  },
})

import { defineJob, type JobContext } from '@patchbay/plugin-kit'
import type { FlightsServices } from '../services.ts'
import { isOnSale } from '../sales-window.ts'

const minutes = 15
const mostAtOnce = 200

/** Looks at the prices that people watch. */
export const checkPrices = defineJob({
  name: 'checkPrices',
  schedule: `every ${minutes} minutes`,
  timeout: 300_000,
  async run(_input, { watches, provider, now, signal, log }: JobContext & FlightsServices) {
    const due = await watches.listDue(new Date(now() - (minutes / 2) * 60_000), mostAtOnce)
    for (const watch of due) {
      signal.throwIfAborted()
      const offer = await provider.getOffer(watch.offer_id, signal)
      await watches.record(watch, offer && isOnSale(offer, now()) ? offer : undefined, new Date(now()))
    }
    log.info({ watches: due.length }, 'prices looked at')
    return { watches: due.length }
  },
})

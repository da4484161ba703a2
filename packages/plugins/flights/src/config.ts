import { secret } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { carrierMoods } from './bookings/carrier.ts'

export const config = z.object({
  duffelToken: secret().optional().describe('Access token of Duffel; without it, flights are simulated.'),
  duffelUrl: z.url().default('https://api.duffel.com').describe('Where the Duffel API is.'),
  carrier: z
    .enum(carrierMoods)
    .default('real')
    .describe('How the simulated carrier behaves: real is slow, at times away, and seldom refuses.'),
  carrierDelay: z.coerce.number().int().min(0).max(60_000).default(3000).describe('Milliseconds in which it makes a ticket.'),
})

export type Config = z.output<typeof config>

import { secret } from '@patchbay/plugin-kit'
import { z } from 'zod'

export const config = z.object({
  duffelToken: secret().optional().describe('Access token of Duffel; without it, flights are simulated.'),
  duffelUrl: z.url().default('https://api.duffel.com').describe('Where the Duffel API is.'),
})

export type Config = z.output<typeof config>

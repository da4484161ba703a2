import { z } from 'zod'
import type { Call } from '../api.ts'

const schema = z.object({
  status: z.literal('confirmation_required'),
  confirmation: z.object({
    id: z.string().min(1).max(200),
    message: z.string().max(2000),
    arguments: z.record(z.string(), z.unknown()).catch({}),
    expiresAt: z.string().max(40).optional().catch(undefined),
    url: z.url().optional().catch(undefined),
  }),
})

export type PluginConfirmation = z.infer<typeof schema>['confirmation']

/** What a plugin asks the person before it does anything; undefined when its answer is something else. */
export function readConfirmation({ response }: Call): PluginConfirmation | undefined {
  if (response?.status !== 202) return undefined
  try {
    return schema.safeParse(JSON.parse(response.body)).data?.confirmation
  } catch {
    return undefined
  }
}

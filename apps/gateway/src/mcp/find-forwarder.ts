import { usualTimeout } from '../calls/perform-action.ts'
import { allowance } from '../forward/create-forwarding.ts'
import type { Forwarder } from '../forward/forwarder.ts'
import type { ApexOffer } from './apex-service.ts'

/** Where a message is answered, and the milliseconds within which that should begin. */
export interface Elsewhere {
  forwarder: Forwarder
  timeout?: number
}

/** Whose code a message asks for: calls of tools, and what is read of resources. The rest is answered here. */
export function createFindForwarder(offers: readonly ApexOffer[], forwarders: ReadonlyMap<string, Forwarder>) {
  const byTool = new Map(offers.flatMap(({ tools }) => tools.map((tool) => [tool.descriptor.name, tool] as const)))
  const findOwner = (uri: string) =>
    offers.find(
      ({ resources, templates }) => resources.some(({ descriptor }) => descriptor.uri === uri) || templates.some(({ match }) => match(uri)),
    )
  return (message: unknown): Elsewhere | undefined => {
    const { method, params } = (message ?? {}) as { method?: unknown; params?: { name?: unknown; uri?: unknown } | null }
    if (method !== 'tools/call' && method !== 'resources/read') return undefined
    const tool = method === 'tools/call' ? byTool.get(String(params?.name)) : undefined
    const owner = tool ?? findOwner(String(params?.uri))?.tools[0]
    const forwarder = forwarders.get(owner?.plugin ?? '')
    return forwarder && { forwarder, ...(tool && { timeout: (tool.timeout ?? usualTimeout) + allowance }) }
  }
}

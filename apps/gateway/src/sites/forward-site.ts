import type { Forwarder } from '../forward/forwarder.ts'
import type { Site } from './site.ts'

/** The host of a plugin that another gateway serves: it answers everything, errors included, and counts who calls. */
export function createForwardSite(name: string, forwarder: Forwarder): Site {
  return { name, answer: (ctx) => forwarder.forward(ctx) }
}

import { z } from 'zod'
import { type Action, defineAction } from '../../define-action.ts'
import { definePlugin, type Plugin } from '../../define-plugin.ts'

/** An action without a fault, but for what the overrides bring in. */
export function createAction(overrides: Partial<Action> = {}): Action {
  const action = defineAction({
    name: 'findTrips',
    description: 'Find trips to a place. Not for booking them.',
    examples: [
      { say: 'trips to Rome', input: { to: 'Rome' }, output: { trips: [{ to: 'Rome' }] } },
      { say: 'how do I get to Oslo?', input: { to: 'Oslo', limit: 3 } },
      { say: 'find me a way to Paris', input: { to: 'Paris' } },
      { say: 'to Berlin, please', input: { to: 'Berlin' } },
      { say: 'what goes to Madrid', input: { to: 'Madrid' } },
      { say: 'two trips to Lima', input: { to: 'Lima', limit: 2 } },
    ],
    route: 'GET /trips',
    effect: 'read',
    input: z.object({ to: z.string().min(1).describe('A city.'), limit: z.int().max(10).default(5).describe('How many at most.') }),
    output: z.object({ trips: z.array(z.object({ to: z.string() })) }),
    run: ({ to }) => ({ trips: [{ to }] }),
  })
  return { ...action, ...overrides } as Action
}

/** A plugin without a fault, but for what the overrides bring in. */
export function createPlugin(overrides: Partial<Plugin> = {}): Plugin {
  const plugin = definePlugin({
    name: 'road-trips',
    title: 'Trips',
    summary: 'Finds trips.',
    description: 'Plugin for finding trips between cities.',
    auth: 'none',
    logo: new URL('logo.png', import.meta.url),
    actions: [createAction() as never],
  })
  return { ...plugin, ...overrides }
}

/** A plugin whose one action has these faults. */
export function createPluginWith(overrides: Partial<Action>): Plugin {
  return createPlugin({ actions: [createAction(overrides)] })
}

import { defineAction, definePlugin, type Plugin } from '@patchbay/plugin-kit'
import { Input, limit, Output, searchFlights } from './flights.ts'

const search = defineAction({
  name: 'searchFlights',
  description: 'Search flights between two airports on a day.',
  examples: [],
  route: 'POST /flights/search',
  effect: 'read',
  limit,
  input: Input,
  output: Output,
  run: searchFlights,
})

/** Actions that are listed and never called. */
const more = Array.from({ length: Number(process.env.BENCH_TOOLS ?? 1) - 1 }, (_, index) => ({
  ...search,
  name: `searchFlights${index}`,
  route: `POST /flights/search/${index}` as const,
}))

/** A plugin that does the work of the benchmark. */
export function createBenchPlugin(name: string): Plugin {
  return definePlugin({
    name,
    title: 'Bench',
    summary: 'Searches the same ten flights.',
    description: 'Plugin for measuring the gateway.',
    auth: process.env.BENCH_PEOPLE ? 'oauth' : 'service',
    logo: new URL('../../../../packages/plugins/hello/logo.png', import.meta.url),
    actions: [search, ...more],
  })
}

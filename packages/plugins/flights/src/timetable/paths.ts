import type { Airport } from '../airports/airport.ts'
import { canConnect } from './connection-rules.ts'
import { toDistance } from './distance.ts'
import type { Network, Service } from './network.ts'

/** Services one after the other, from one airport to another. */
export type Path = readonly Service[]

/** The most promising ways with one stop: short, and flown often. */
export function findOneStopPaths(network: Network, from: Airport, to: Airport, limit: number): Path[] {
  const reach = toReach(network, from, to)
  const paths = network.hubs.flatMap((hub) => {
    if (hub === from || hub === to || toDistance(from, hub) + toDistance(hub, to) > reach) return []
    const first = network.servicesBetween(from, hub)
    if (first.length === 0) return []
    const second = network.servicesBetween(hub, to)
    return first.flatMap((one) => second.filter((two) => canConnect(one.airline, two.airline)).map((two) => [one, two]))
  })
  return toBest(paths, limit)
}

/** The same with two stops, over hubs that either end is linked to. */
export function findTwoStopPaths(network: Network, from: Airport, to: Airport, limit: number): Path[] {
  const firstHubs = findNextHubs(network, from, to)
  const lastHubs = findNextHubs(network, to, from)
  const paths = firstHubs.flatMap(({ hub, services }) =>
    lastHubs.flatMap((last) => {
      const between = last.hub === hub ? [] : network.servicesBetween(hub, last.hub)
      return between.flatMap((middle) => joinAll(services, middle, last.services))
    }),
  )
  return toBest(paths, limit)
}

function joinAll(before: readonly Service[], middle: Service, after: readonly Service[]): Path[] {
  const first = before.find(({ airline }) => canConnect(airline, middle.airline))
  const last = after.find(({ airline }) => canConnect(middle.airline, airline))
  return first && last ? [[first, middle, last]] : []
}

/** How many kilometres a way may have: little more than the direct one, except from airports that few hubs are linked to. */
function toReach(network: Network, from: Airport, to: Airport): number {
  const distance = toDistance(from, to)
  const isRemote = Math.min(from.traffic, to.traffic) < 2
  return isRemote ? 2 * distance + 1_500 : 1.4 * distance + 600
}

function findNextHubs(network: Network, from: Airport, to: Airport): { hub: Airport; services: readonly Service[] }[] {
  return network.hubs
    .filter((hub) => hub !== from && hub !== to)
    .map((hub) => ({ hub, services: network.servicesBetween(from, hub), distance: toDistance(from, hub) + toDistance(hub, to) }))
    .filter(({ services }) => services.length > 0)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 12)
}

function toBest(paths: readonly Path[], limit: number): Path[] {
  const scored = paths.map((path) => ({ path, score: toScore(path) }))
  return scored
    .toSorted((a, b) => a.score - b.score)
    .slice(0, limit)
    .map(({ path }) => path)
}

/** Kilometres, and the wait for flights that are rare. */
function toScore(path: Path): number {
  return path.reduce((sum, { distance, weekly }) => sum + distance + 4_000 / weekly, 0)
}

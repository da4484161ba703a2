import type { Airport } from '../airports/airport.ts'

type Point = Pick<Airport, 'latitude' | 'longitude'>

const radians = Math.PI / 180

const earthRadius = 6_371

/** Kilometres along the great circle. */
export function toDistance(from: Point, to: Point): number {
  const height = Math.sin(((to.latitude - from.latitude) * radians) / 2) ** 2
  const width = Math.sin(((to.longitude - from.longitude) * radians) / 2) ** 2
  const haversine = height + Math.cos(from.latitude * radians) * Math.cos(to.latitude * radians) * width
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(haversine)))
}

/** From gate to gate in minutes, a multiple of five: with time to taxi and climb, and the winds that blow east in middle latitudes. */
export function toBlockMinutes(from: Point, to: Point): number {
  const distance = toDistance(from, to)
  const speed = 870 - 300 * Math.exp(-distance / 700) + toTailwind(from, to, distance)
  return Math.ceil((32 + (60 * distance) / speed) / 5) * 5
}

/** Kilometres an hour; against the flight when negative. */
function toTailwind(from: Point, to: Point, distance: number): number {
  const latitude = Math.abs(from.latitude + to.latitude) / 2
  const strength = 50 * Math.max(0, 1 - Math.abs(latitude - 43) / 25) * Math.min(1, distance / 3_000)
  const turn = (((to.longitude - from.longitude + 540) % 360) - 180) * radians
  const east = Math.sin(turn) * Math.cos(to.latitude * radians)
  const north =
    Math.cos(from.latitude * radians) * Math.sin(to.latitude * radians) -
    Math.sin(from.latitude * radians) * Math.cos(to.latitude * radians) * Math.cos(turn)
  return strength * (east / Math.hypot(east, north, 1e-9))
}

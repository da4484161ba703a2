import type { Point } from '../catalog/catalog.ts'

const earthRadiusKm = 6371

/** Kilometres as the crow flies. */
export function distanceKm(from: Point, to: Point): number {
  const rise = Math.sin(toRadians(to.latitude - from.latitude) / 2) ** 2
  const turn = Math.sin(toRadians(to.longitude - from.longitude) / 2) ** 2
  const arc = rise + Math.cos(toRadians(from.latitude)) * Math.cos(toRadians(to.latitude)) * turn
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(arc)))
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180
}

import type { Catalog } from '../catalog/catalog.ts'
import { listCities, toPlaceName, type Place } from '../search/find-place.ts'

/** Says where was searched, and whether anybody asked for that. */
export function toPlaceAnswer({ cities }: Catalog, place: Place | undefined): { place: string; assumed?: true } {
  if (!place) return { place: `every city, as none was named: ${listCities(cities)}` }
  return { place: toPlaceName(place), ...(place.assumed && { assumed: true as const }) }
}

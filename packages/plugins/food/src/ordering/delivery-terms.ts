import type { Area, Point, Restaurant } from '../catalog/catalog.ts'
import { distanceKm } from '../search/distance.ts'

const handoverMinutes = 5
const minutesPerKm = 4

/** Whether a restaurant delivers to a point in an area. */
export function deliversTo(restaurant: Restaurant, area: Area, point: Point = area): boolean {
  const { radius, areas } = restaurant.delivery
  if (areas) return areas.includes(area.code)
  return distanceKm(restaurant, point) <= radius!
}

/** The fee in minor units: free from an amount on, else a base and a part for each started kilometre after the first. */
export function toDeliveryFee({ delivery }: Restaurant, kilometres: number, itemsTotal: number): number {
  if (delivery.freeFrom !== undefined && itemsTotal >= delivery.freeFrom) return 0
  return delivery.fee + delivery.perKm * Math.max(0, Math.ceil(kilometres - 1))
}

/** Minutes from the kitchen's door to the customer's. */
export function toTravelMinutes(kilometres: number): number {
  return handoverMinutes + Math.ceil(kilometres * minutesPerKm)
}

/** `within 4 km`, or `to 10623, 10585`. */
export function toDeliveryArea({ delivery }: Restaurant): string {
  return delivery.areas ? `to ${delivery.areas.join(', ')}` : `within ${delivery.radius} km`
}

import { AppError } from '@patchbay/plugin-kit'
import type { Area, Restaurant } from '../catalog/catalog.ts'
import { deliversTo, toDeliveryArea } from './delivery-terms.ts'

/**
 * The area, if the restaurant delivers there.
 *
 * @throws AppError `unprocessable` that says where it does.
 */
export function assertDelivers(restaurant: Restaurant, area: Area): Area {
  if (deliversTo(restaurant, area)) return area
  const { name, city } = restaurant
  throw new AppError(
    'unprocessable',
    `${name} does not deliver to ${area.code} (${area.name}), only ${toDeliveryArea(restaurant)}. Find others with searchRestaurants and the place "${area.code} ${city.name}".`,
    { details: { areas: city.areas.filter((candidate) => deliversTo(restaurant, candidate)).map(({ code }) => code) } },
  )
}

import { parseOpeningHours } from '../time/opening-hours.ts'
import type { Area, City, Delivery, OptionGroup, Restaurant } from './catalog.ts'
import type { CityData, DeliveryData, RestaurantData } from './city-data.ts'
import { parseMenu, parseOptionGroup, toLines } from './parse-menu.ts'

/**
 * Makes the restaurants of a city from what is written in `data/`.
 *
 * @throws TypeError that names the restaurant and quotes what can't be read.
 */
export function parseCity(data: CityData): { city: City; restaurants: Restaurant[] } {
  const { areas, options, restaurants, ...facts } = data
  const city: City = { ...facts, areas: toLines(areas).map(parseArea) }
  const groups = new Map(Object.entries(options).map(([id, text]) => [id, parseOptionGroup(id, text)]))
  return { city, restaurants: restaurants.map((restaurant) => parseRestaurant(restaurant, city, groups)) }
}

/** The area of a postcode as people write it: `se1 9gf` is in `SE1`. */
export function findArea(city: City, postcode: string): Area | undefined {
  const code = city.postcode.exec(postcode.trim().toUpperCase())?.[1]
  return city.areas.find((area) => area.code === code)
}

function parseRestaurant(data: RestaurantData, city: City, groups: ReadonlyMap<string, OptionGroup>): Restaurant {
  try {
    const { at, hours, delivery, menu, every, ...facts } = data
    const area = findArea(city, data.postcode)
    if (!area) throw new TypeError(`no area for the postcode ${data.postcode}`)
    return {
      ...facts,
      city,
      area,
      latitude: at[0],
      longitude: at[1],
      hours: parseOpeningHours(hours),
      hoursText: hours,
      delivery: toDelivery(delivery, city),
      dishes: parseMenu(menu, groups, every),
    }
  } catch (error) {
    throw new TypeError(`${data.id}: ${(error as Error).message}`, { cause: error })
  }
}

function parseArea(line: string): Area {
  const match = /^(\S+) \| (.+) \| (-?[\d.]+) (-?[\d.]+)$/.exec(line)
  if (!match) throw new TypeError(`areas: can't read ${JSON.stringify(line)}`)
  return { code: match[1]!, name: match[2]!, latitude: Number(match[3]), longitude: Number(match[4]) }
}

function toDelivery(data: DeliveryData, city: City): Delivery {
  const areas = data.areas?.split(' ')
  const unknown = areas?.find((code) => !city.areas.some((area) => area.code === code))
  if (unknown) throw new TypeError(`delivers to ${unknown}, which is no area of the city`)
  return { radius: data.radius, areas, minimum: data.minimum, fee: data.fee, perKm: data.perKm ?? 0, freeFrom: data.freeFrom }
}

import type { Plugin } from '@patchbay/plugin-kit'
import { createTestHost, type TestHost } from '@patchbay/plugin-kit/testing'
import { createFood, type FoodOptions } from '../food.ts'
import plugin from '../index.ts'

/** A clock that stands still until it is set. */
export interface TestClock {
  now: Date
}

export interface FoodHost extends TestHost {
  clock: TestClock
}

/** The plugin on a clock of its own. Friday, 5 March 2027, 19:00 in Berlin, when most kitchens work. */
export async function createFoodHost(options: Pick<FoodOptions, 'catalog'> = {}): Promise<FoodHost> {
  const clock = { now: fridayEvening() }
  const setup: Plugin['setup'] = ({ database }) => createFood({ ...options, database, clock: () => clock.now })
  const host = await createTestHost({ ...plugin, setup })
  return { ...host, clock }
}

/** A basket from a pizza place in Berlin that delivers within 3.5 km. */
export const pizzaBasket = {
  restaurantId: 'vesuvio-reuterkiez',
  items: [{ dishId: 'margherita', quantity: 2, options: ['36-cm'] }],
  postcode: '12047',
}

export const ada = { contact: { name: 'Ada Lovelace', phone: '+49 30 1234567' }, address: { street: 'Weserstraße 50', postcode: '12047' } }

export function fridayEvening(): Date {
  return new Date('2027-03-05T19:00:00+01:00')
}

export function addMinutes(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000)
}

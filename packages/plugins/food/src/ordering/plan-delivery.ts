import { AppError } from '@patchbay/plugin-kit'
import type { Area, Restaurant } from '../catalog/catalog.ts'
import { distanceKm } from '../search/distance.ts'
import { toOffsetText } from '../time/local-time.ts'
import { findOpening } from '../time/opening-hours.ts'
import { readTime } from '../time/read-time.ts'
import { toTravelMinutes } from './delivery-terms.ts'

/** When an order moves on. */
export interface Schedule {
  /** The kitchen starts; until then it can be cancelled. */
  kitchenStartsAt: Date
  leavesAt: Date
  arrivesAt: Date
}

/** Minutes to change one's mind before the kitchen starts. */
export const graceMinutes = 3

const daysAhead = 7
const minuteMs = 60_000
const dayMs = 86_400_000

/**
 * Plans an order for as soon as possible, or for the time in `deliverAt` (as `readTime` reads it).
 *
 * @throws AppError `unprocessable` with `details.opensAt` when the kitchen is closed then, or with `details.earliest` when it is too soon.
 */
export function planDelivery(restaurant: Restaurant, area: Area, now: Date, deliverAt: string | undefined): Schedule {
  const soonest = toSchedule(restaurant, area, new Date(now.getTime() + graceMinutes * minuteMs))
  if (deliverAt === undefined) return assertKitchenWorks(restaurant, soonest)
  const wanted = readTime(deliverAt, restaurant.city.timeZone)
  assertAhead(restaurant, { now, wanted, earliest: soonest.arrivesAt })
  const lead = soonest.arrivesAt.getTime() - soonest.kitchenStartsAt.getTime()
  return assertKitchenWorks(restaurant, toSchedule(restaurant, area, new Date(wanted.getTime() - lead)))
}

function toSchedule(restaurant: Restaurant, area: Area, kitchenStartsAt: Date): Schedule {
  const leavesAt = new Date(kitchenStartsAt.getTime() + restaurant.preparation * minuteMs)
  const arrivesAt = new Date(leavesAt.getTime() + toTravelMinutes(distanceKm(restaurant, area)) * minuteMs)
  return { kitchenStartsAt, leavesAt, arrivesAt }
}

function assertAhead({ city }: Restaurant, { now, wanted, earliest }: { now: Date; wanted: Date; earliest: Date }): void {
  const details = { earliest: toOffsetText(earliest, city.timeZone) }
  if (wanted < earliest)
    throw new AppError(
      'unprocessable',
      `That is too soon. The earliest delivery is ${details.earliest}: give that or later, or leave deliverAt out.`,
      { details },
    )
  if (wanted.getTime() > now.getTime() + daysAhead * dayMs)
    throw new AppError('unprocessable', `Orders are taken ${daysAhead} days ahead. Give an earlier deliverAt.`, { details })
}

function assertKitchenWorks({ name, city, hours, hoursText }: Restaurant, schedule: Schedule): Schedule {
  const opening = findOpening(hours, city.timeZone, schedule.kitchenStartsAt)
  if (opening && opening.from <= schedule.kitchenStartsAt) return schedule
  const opensAt = opening && toOffsetText(opening.from, city.timeZone)
  const advice = opensAt ? `It opens next at ${opensAt}: give a deliverAt after that` : 'Choose another restaurant'
  throw new AppError('unprocessable', `The kitchen of ${name} is closed when it would have to start. ${advice}. Hours: ${hoursText}.`, {
    details: { opensAt, hours: hoursText },
  })
}

import { describe, expect, it } from 'vitest'
import { createCatalog } from '../catalog/create-catalog.ts'
import { planDelivery } from './plan-delivery.ts'

const { restaurantById } = createCatalog()
const pizzeria = restaurantById.get('vesuvio-reuterkiez')!
const tacos = restaurantById.get('casa-xochitl')!

describe('planDelivery', () => {
  it('starts the kitchen three minutes after the order, cooks, then rides', () => {
    expect(planDelivery(pizzeria, pizzeria.area, new Date('2027-03-05T19:00:00+01:00'), undefined)).toEqual({
      kitchenStartsAt: new Date('2027-03-05T19:03:00+01:00'),
      leavesAt: new Date('2027-03-05T19:18:00+01:00'),
      arrivesAt: new Date('2027-03-05T19:25:00+01:00'),
    })
  })

  it('counts back from the time wanted', () => {
    const plan = planDelivery(pizzeria, pizzeria.area, new Date('2027-03-05T12:00:00+01:00'), '2027-03-06T20:00')
    expect(plan.arrivesAt).toEqual(new Date('2027-03-06T20:00:00+01:00'))
    expect(plan.kitchenStartsAt).toEqual(new Date('2027-03-06T19:38:00+01:00'))
  })

  it('reads the time wanted on the clock of the city, also right after that has changed', () => {
    const plan = planDelivery(tacos, tacos.area, new Date('2027-03-13T12:00:00-05:00'), '2027-03-14T20:00')
    expect(plan.arrivesAt).toEqual(new Date('2027-03-14T20:00:00-04:00'))
  })

  it('keeps to elapsed minutes when the clock jumps during the order', () => {
    const plan = planDelivery(tacos, tacos.area, new Date('2027-03-14T01:50:00-05:00'), undefined)
    expect(plan.arrivesAt.getTime() - plan.kitchenStartsAt.getTime()).toBeLessThan(40 * 60_000)
    expect(plan.leavesAt).toEqual(new Date('2027-03-14T03:11:00-04:00'))
  })

  it('refuses a closed kitchen and says when it opens', () => {
    const plan = () => planDelivery(pizzeria, pizzeria.area, new Date('2027-03-05T12:00:00+01:00'), undefined)
    expect(plan).toThrow('It opens next at 2027-03-05T17:00:00+01:00: give a deliverAt after that')
  })

  it('refuses when the kitchen closes before it could start', () => {
    const at = (time: string) => () => planDelivery(pizzeria, pizzeria.area, new Date(time), undefined)
    expect(at('2027-03-06T00:56:00+01:00')).not.toThrow()
    expect(at('2027-03-06T00:57:00+01:00')).toThrow('2027-03-06T12:00:00+01:00')
  })

  it('refuses what is too soon, past, or more than a week ahead', () => {
    const at = (deliverAt: string) => () => planDelivery(pizzeria, pizzeria.area, new Date('2027-03-05T19:00:00+01:00'), deliverAt)
    expect(at('2027-03-05T19:24')).toThrow('The earliest delivery is 2027-03-05T19:25:00+01:00')
    expect(at('2027-03-05T19:25')).not.toThrow()
    expect(at('2026-03-05T19:30')).toThrow('too soon')
    expect(at('2027-03-13T19:30')).toThrow('7 days ahead')
  })
})

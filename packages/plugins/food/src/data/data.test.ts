import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { diets } from '../catalog/catalog.ts'
import { createCatalog } from '../catalog/create-catalog.ts'
import { toMoney } from '../money.ts'
import { deliversTo } from '../ordering/delivery-terms.ts'
import { distanceKm } from '../search/distance.ts'

const { cities, restaurants } = createCatalog()
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const text = z.string().trim().min(1).max(120)
const amount = z.int().min(0).max(5_000)
const latitude = z.number().min(35).max(53)
const longitude = z.number().min(-123).max(140)

const choice = z.object({ id, name: text, price: amount, available: z.boolean(), breaks: z.array(z.enum(diets)) })
const optionGroup = z.object({ id: text, required: z.boolean(), most: z.int().min(1).max(4), choices: z.array(choice).min(2).max(6) })
const dish = z.object({
  id,
  name: text,
  section: text,
  description: text,
  price: z.int().min(280).max(6_800),
  diets: z.array(z.enum(diets)),
  optionGroups: z.array(optionGroup),
})
const interval = z
  .tuple([z.int().min(0).max(1439), z.int().min(1).max(2879)])
  .refine(([from, until]) => from < until && until - from <= 1440)
const area = z.object({ code: text, name: text, latitude, longitude })
const restaurant = z.object({
  id,
  name: text,
  cuisines: z.array(text).min(1).max(4),
  rating: z.number().min(1).max(5).multipleOf(0.1),
  reviews: z.int().min(1),
  priceLevel: z.int().min(1).max(4),
  street: text,
  latitude,
  longitude,
  hours: z.array(z.array(interval)).length(7),
  preparation: z.int().min(5).max(60),
  delivery: z.object({
    radius: z.number().min(1).max(8).optional(),
    areas: z.array(text).min(1).optional(),
    minimum: amount,
    fee: amount,
    perKm: amount,
    freeFrom: z.int().min(1_000).optional(),
  }),
  dishes: z.array(dish).min(8),
})

describe('the simulated restaurants', () => {
  it('are well-formed: at least 40 in at least five cities, each with at least 8 dishes', () => {
    expect(z.array(restaurant).min(40).safeParse(restaurants).error).toBeUndefined()
    expect(new Set(restaurants.map(({ city }) => city)).size).toBeGreaterThanOrEqual(5)
    expect(z.array(z.object({ areas: z.array(area).min(10) })).safeParse(cities).error).toBeUndefined()
  })

  it('have ids that name one thing each', () => {
    const twice = (ids: string[]) => ids.filter((value, index) => ids.indexOf(value) !== index)
    expect(twice(restaurants.map((place) => place.id))).toEqual([])
    expect(restaurants.flatMap((place) => twice(place.dishes.map((one) => one.id)))).toEqual([])
    const choices = restaurants.flatMap((place) =>
      place.dishes.map((one) => one.optionGroups.flatMap((group) => group.choices.map((option) => option.id))),
    )
    expect(choices.flatMap(twice)).toEqual([])
  })

  it('lie where their postcode is, and deliver there', () => {
    expect(restaurants.filter((place) => distanceKm(place, place.area) > 2).map((place) => place.id)).toEqual([])
    expect(restaurants.filter((place) => !deliversTo(place, place.area)).map((place) => place.id)).toEqual([])
  })

  it('deliver to every area of their city, one or the other', () => {
    const unserved = cities.flatMap((city) =>
      city.areas.filter((spot) => !restaurants.some((place) => place.city === city && deliversTo(place, spot))),
    )
    expect(unserved).toEqual([])
  })

  it('come ready to order: the choice that counts by itself is there and breaks no diet', () => {
    const groups = restaurants.flatMap((place) =>
      place.dishes.flatMap((one) => one.optionGroups.filter((group) => group.required).map((group) => ({ one, first: group.choices[0]! }))),
    )
    const bad = groups.filter(
      ({ one, first }) => !first.available || first.price > 0 || first.breaks.some((diet) => one.diets.includes(diet)),
    )
    expect(bad.map(({ one }) => one.id)).toEqual([])
  })

  it('have something for every diet in every city, some late kitchens, and closed days', () => {
    const without = cities.flatMap((city) =>
      diets.filter((diet) => !restaurants.some((place) => place.city === city && place.dishes.some((one) => one.diets.includes(diet)))),
    )
    expect(without).toEqual([])
    expect(restaurants.filter((place) => place.hours.some((day) => day.some(([, until]) => until > 1440))).length).toBeGreaterThan(10)
    expect(restaurants.filter((place) => place.hours.some((day) => day.length === 0)).length).toBeGreaterThan(5)
    expect(restaurants.some((place) => place.dishes.some((one) => !one.diets.includes('nut-free')))).toBe(true)
  })

  it('keep time and money as their city does', () => {
    const now = new Date('2027-03-05T12:00:00Z')
    expect(cities.map(({ timeZone }) => now.toLocaleTimeString('en-GB', { timeZone, timeStyle: 'short' }))).toEqual([
      '13:00',
      '12:00',
      '07:00',
      '13:00',
      '04:00',
      '21:00',
    ])
    expect(cities.map(({ currency }) => toMoney(1290, currency).text)).toEqual(['€12.90', '£12.90', '$12.90', '€12.90', '$12.90', '¥1,290'])
  })
})

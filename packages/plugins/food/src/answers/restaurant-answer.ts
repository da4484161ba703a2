import { z } from 'zod'
import { diets, type Dish, type OptionGroup, type Restaurant } from '../catalog/catalog.ts'
import { moneySchema, toMoney, type Currency } from '../money.ts'
import { toDeliveryArea } from '../ordering/delivery-terms.ts'
import { notice } from './order-answer.ts'
import { toOpenState, toRestaurantUrl } from './restaurant-summary.ts'

const choiceSchema = z.object({
  id: z.string(),
  name: z.string(),
  extra: moneySchema.optional(),
  soldOut: z.boolean().optional(),
  breaks: z.array(z.enum(diets)).optional().describe('What the dish is no longer with it.'),
})

/** A restaurant with its menu. Groups of options stand once; the dishes name them. */
export const restaurantSchema = z.object({
  id: z.string(),
  name: z.string(),
  cuisines: z.array(z.string()),
  rating: z.number(),
  reviews: z.int(),
  priceLevel: z.int(),
  street: z.string(),
  postcode: z.string(),
  district: z.string(),
  city: z.string(),
  currency: z.string(),
  open: z.boolean().describe('Now.'),
  opensAt: z.string().optional(),
  closesAt: z.string().optional(),
  hours: z.string().describe('Local time; what closes before it opened closes on the next day.'),
  timeZone: z.string(),
  delivery: z.object({
    area: z.string(),
    minimumOrder: moneySchema,
    fee: moneySchema,
    feePerKm: moneySchema.optional(),
    freeFrom: moneySchema.optional(),
  }),
  menu: z.array(
    z.object({
      section: z.string(),
      dishes: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          description: z.string(),
          price: moneySchema,
          diets: z.array(z.enum(diets)).describe('Without nut-free it contains nuts.'),
          optionGroups: z.array(z.string()).optional(),
        }),
      ),
    }),
  ),
  optionGroups: z.array(z.object({ id: z.string(), required: z.boolean(), most: z.int(), choices: z.array(choiceSchema) })),
  url: z.string(),
  notice: z.string(),
})

export function toRestaurantAnswer(restaurant: Restaurant, now: Date, origin: string): z.input<typeof restaurantSchema> {
  const { id, name, rating, reviews, priceLevel, street, postcode, area, city, hoursText, dishes } = restaurant
  const groups = new Map(dishes.flatMap((dish) => dish.optionGroups.map((group) => [group.id, group])))
  return {
    id,
    name,
    cuisines: [...restaurant.cuisines],
    rating,
    reviews,
    priceLevel,
    street,
    postcode,
    district: area.name,
    city: city.name,
    currency: city.currency,
    ...toOpenState(restaurant, now),
    hours: hoursText,
    timeZone: city.timeZone,
    delivery: toDeliveryAnswer(restaurant),
    menu: toSections(dishes).map(({ section, dishes: inside }) => ({
      section,
      dishes: inside.map((dish) => toDishAnswer(dish, city.currency)),
    })),
    optionGroups: [...groups.values()].map((group) => toGroupAnswer(group, city.currency)),
    url: toRestaurantUrl(origin, id),
    notice,
  }
}

/** The dishes under the headings of the menu, in its order. */
export function toSections(dishes: readonly Dish[]): { section: string; dishes: Dish[] }[] {
  const sections = [...new Set(dishes.map((dish) => dish.section))]
  return sections.map((section) => ({ section, dishes: dishes.filter((dish) => dish.section === section) }))
}

function toDeliveryAnswer(restaurant: Restaurant): z.input<typeof restaurantSchema>['delivery'] {
  const { minimum, fee, perKm, freeFrom } = restaurant.delivery
  const money = (amount: number) => toMoney(amount, restaurant.city.currency)
  return {
    area: toDeliveryArea(restaurant),
    minimumOrder: money(minimum),
    fee: money(fee),
    ...(perKm > 0 && { feePerKm: money(perKm) }),
    ...(freeFrom !== undefined && { freeFrom: money(freeFrom) }),
  }
}

function toDishAnswer(dish: Dish, currency: Currency) {
  return {
    id: dish.id,
    name: dish.name,
    description: dish.description,
    price: toMoney(dish.price, currency),
    diets: [...dish.diets],
    ...(dish.optionGroups.length > 0 && { optionGroups: dish.optionGroups.map((group) => group.id) }),
  }
}

function toGroupAnswer({ id, required, most, choices }: OptionGroup, currency: Currency) {
  return {
    id,
    required,
    most,
    choices: choices.map((choice) => ({
      id: choice.id,
      name: choice.name,
      ...(choice.price > 0 && { extra: toMoney(choice.price, currency) }),
      ...(!choice.available && { soldOut: true }),
      ...(choice.breaks.length > 0 && { breaks: [...choice.breaks] }),
    })),
  }
}

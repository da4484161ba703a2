import { z } from 'zod'
import { diets } from '../catalog/catalog.ts'
import { timeSchema } from '../time/read-time.ts'

/** The parts of an input that several actions share. */
export const placeInput = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .describe(
    'City, district, postcode, address in the city, or "latitude,longitude". Left out: the caller’s city if known, else every city.',
  )

export const dietsInput = z
  .array(z.enum(diets))
  .max(5)
  .default([])
  .describe('All of these at once. nut-free means no nuts among the ingredients.')

export const openAtInput = z
  .union([z.literal('now'), timeSchema])
  .describe('Only kitchens open then: now, or a local time such as 2027-03-05T19:30. Left out: closed ones too, after the open ones.')

export const limitInput = z.int().min(1).max(20).default(5).describe('How many to answer.')

export const deliversInput = z
  .boolean()
  .default(true)
  .describe('Only restaurants that deliver to the place, if it is more precise than a city.')

export const searchTextInput = z.string().trim().min(1).max(100)

export const restaurantIdInput = z.string().min(1).max(80).describe('The restaurantId of a search.')

export const itemsInput = z
  .array(
    z.strictObject({
      dishId: z.string().min(1).max(80),
      quantity: z.int().min(1).max(20).default(1),
      options: z
        .array(z.string().min(1).max(80))
        .max(12)
        .default([])
        .describe('Ids of choices of the dish, such as "large". Where one is needed and none given, the first counts.'),
    }),
  )
  .min(1)
  .max(30)
  .describe('Dish ids and options from getRestaurant.')

export const deliverAtInput = timeSchema.describe('For later, up to 7 days ahead: local time of the city. Left out: as soon as possible.')

export const tipInput = z.int().min(0).max(20_000).default(0).describe('For the courier, in minor units of the currency.')

export const postcodeInput = z.string().trim().min(1).max(12)

export const orderIdInput = z.string().min(1).max(64).describe('The id of an order.')

import { z } from 'zod'
import { cabins } from '../flight-provider.ts'

// Only what is used of Duffel's answers (https://duffel.com/docs/api/v2); everything else is ignored.

const airportSchema = z.object({ iata_code: z.string(), time_zone: z.string().nullish() })

const segmentSchema = z.object({
  origin: airportSchema,
  destination: airportSchema,
  /** Local times without an offset: `2027-05-14T13:40:00`. */
  departing_at: z.string(),
  arriving_at: z.string(),
  marketing_carrier: z.object({ iata_code: z.string().nullable(), name: z.string() }),
  marketing_carrier_flight_number: z.string(),
  aircraft: z.object({ name: z.string() }).nullish(),
  passengers: z.array(z.object({ cabin_class: z.enum(cabins).nullish() })),
})

export const duffelOfferSchema = z.object({
  id: z.string(),
  /** `489.00`. */
  total_amount: z.string(),
  total_currency: z.string(),
  expires_at: z.string().nullish(),
  passengers: z.array(z.object({ id: z.string() })).min(1),
  slices: z
    .array(z.object({ segments: z.array(segmentSchema).min(1) }))
    .min(1)
    .max(2),
})

export type DuffelOffer = z.output<typeof duffelOfferSchema>

export type DuffelSegment = z.output<typeof segmentSchema>

export const duffelOfferRequestSchema = z.object({ offers: z.array(duffelOfferSchema) })

export const duffelOrderSchema = z.object({ id: z.string(), booking_reference: z.string() })

export const duffelCancellationSchema = z.object({
  id: z.string(),
  refund_amount: z.string().nullable(),
  refund_currency: z.string().nullable(),
})

export const duffelErrorSchema = z.object({ errors: z.array(z.object({ title: z.string(), message: z.string().nullish() })).min(1) })

import { AppError } from '@patchbay/plugin-kit'
import type { Passenger, Seller } from '../flight-provider.ts'
import type { DuffelClient } from './duffel-client.ts'
import { duffelCancellationSchema, duffelOrderSchema } from './duffel-schema.ts'
import { toAmountText, toMoney } from './to-offer.ts'

const needed = ['bornOn', 'gender', 'title', 'email', 'phone'] as const

/** Buys with the balance of the operator's Duffel account. */
export function createDuffelSeller(call: DuffelClient): Seller {
  return {
    checkPassengers(passengers) {
      const missing = needed.filter((name) => passengers.some((passenger) => passenger[name] === undefined))
      if (missing.length > 0) throw new AppError('invalid_input', `These are real flights: give ${missing.join(', ')} of each passenger.`)
    },
    async createOrder({ id, price, passengerIds }, passengers, signal) {
      const data = {
        type: 'instant',
        selected_offers: [id],
        passengers: passengers.map((passenger, index) => toDuffelPassenger(passenger, passengerIds[index])),
        payments: [{ type: 'balance', currency: price.currency, amount: toAmountText(price) }],
      }
      const order = await call({ method: 'POST', path: '/air/orders', data, schema: duffelOrderSchema, signal })
      return { id: order.id, reference: order.booking_reference }
    },
    async cancelOrder(orderId, signal) {
      const path = '/air/order_cancellations'
      const { id } = await call({ method: 'POST', path, data: { order_id: orderId }, schema: duffelCancellationSchema, signal })
      const done = await call({
        method: 'POST',
        path: `${path}/${encodeURIComponent(id)}/actions/confirm`,
        schema: duffelCancellationSchema,
        signal,
      })
      return toMoney(done.refund_amount ?? '0', done.refund_currency ?? 'EUR')
    },
  }
}

function toDuffelPassenger({ givenName, familyName, bornOn, gender, title, email, phone }: Passenger, id: string | undefined): object {
  return { id, given_name: givenName, family_name: familyName, born_on: bornOn, gender, title, email, phone_number: phone }
}

import type { Currency } from '../money.ts'
import type { Basket } from './price-basket.ts'

/** The plugin's tables. Amounts are in minor units. */
export interface FoodTables {
  quotes: QuoteTable
  orders: OrderTable
  order_items: OrderItemTable
  share_links: ShareLinkTable
}

/** A price held for a while. It knows no person: whoever has the id may order at it. */
export interface QuoteTable {
  id: string
  restaurant_id: string
  area_code: string
  deliver_at: string | null
  basket: Basket
  expires_at: Date
}

export interface OrderTable {
  id: string
  user_id: string
  /** One order a quote, and one a job. */
  quote_id: string | null
  job_id: string | null
  restaurant_id: string
  /** As it was called when it was ordered. */
  restaurant_name: string
  /** The name of the area it goes to: all of the address that a shared link shows. */
  area_name: string
  currency: Currency
  time_zone: string
  items_total: number
  delivery_fee: number
  service_fee: number
  tax: number
  tip: number
  total: number
  contact_name: string
  contact_phone: string
  street: string
  postcode: string
  note: string | null
  placed_at: Date
  kitchen_starts_at: Date
  leaves_at: Date
  arrives_at: Date
  cancelled_at: Date | null
}

export interface OrderItemTable {
  order_id: string
  /** From 0. */
  position: number
  dish_id: string
  name: string
  quantity: number
  options: string[]
  diets: string[]
  unit_price: number
  total: number
}

/** At most one of an order is live. */
export interface ShareLinkTable {
  token: string
  order_id: string
  created_at: Date
  revoked_at: Date | null
}

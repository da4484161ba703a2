import { z } from 'zod'
import { diets } from '../catalog/catalog.ts'
import { moneySchema, toMoney, type Currency } from '../money.ts'
import type { BasketLine, Prices } from '../ordering/price-basket.ts'

/** What is in a quote or an order, and what it costs. */
export const basketSchema = z.object({
  currency: z.string(),
  lines: z.array(
    z.object({
      dishId: z.string(),
      name: z.string(),
      quantity: z.int(),
      options: z.array(z.string()),
      diets: z.array(z.enum(diets)).describe('What the dish is with these options.'),
      unitPrice: moneySchema,
      total: moneySchema,
    }),
  ),
  itemsTotal: moneySchema,
  deliveryFee: moneySchema,
  serviceFee: moneySchema,
  tax: moneySchema.describe('On top of menu prices; 0 where they include it.'),
  tip: moneySchema,
  total: moneySchema,
})

export function toBasketAnswer(lines: readonly BasketLine[], prices: Prices, currency: Currency): z.input<typeof basketSchema> {
  const money = (amount: number) => toMoney(amount, currency)
  return {
    currency,
    lines: lines.map((line) => ({ ...line, unitPrice: money(line.unitPrice), total: money(line.total) })),
    itemsTotal: money(prices.itemsTotal),
    deliveryFee: money(prices.deliveryFee),
    serviceFee: money(prices.serviceFee),
    tax: money(prices.tax),
    tip: money(prices.tip),
    total: money(prices.total),
  }
}

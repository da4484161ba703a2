import { z } from 'zod'

/** ISO 4217 codes of the cities. */
export type Currency = 'EUR' | 'GBP' | 'JPY' | 'USD'

/** An amount as actions answer it: a whole number of minor units to count with, and a text to show. */
export const moneySchema = z.object({
  amount: z.int().describe('Minor units: cents or pence; whole yen.'),
  text: z.string(),
})

export type Money = z.infer<typeof moneySchema>

/** `1290` in `EUR` is €12.90, in `JPY` ¥1,290. */
export function toMoney(amount: number, currency: Currency): Money {
  const format = formats[currency]
  return { amount, text: format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits!) }
}

const formats: Record<Currency, Intl.NumberFormat> = {
  EUR: new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' }),
  GBP: new Intl.NumberFormat('en', { style: 'currency', currency: 'GBP' }),
  JPY: new Intl.NumberFormat('en', { style: 'currency', currency: 'JPY' }),
  USD: new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' }),
}

import { describe, expect, it } from 'vitest'
import { summarize } from './summarize.ts'

describe('summarize', () => {
  it('lists what came, with links and money', () => {
    const offers = [
      { id: 'A1', title: 'LH 1171', url: 'https://flights.example/A1', price: { amount: 23_140, currency: 'EUR' }, seats: 4 },
      { id: 'B2', title: 'AF 1', price: { amount: 1200, currency: 'JPY' }, direct: true },
    ]
    expect(summarize('Search flights', { offers })).toBe(
      'Search flights:\n\n1. [LH 1171](https://flights.example/A1) · price: €231.40 · seats: 4\n2. **AF 1** · price: ¥1,200 · direct: yes',
    )
  })

  it('says so when nothing was found, and how many more there are', () => {
    expect(summarize('List notes', { notes: [] })).toBe('List notes: nothing was found.')
    expect(summarize('List notes', { notes: Array.from({ length: 12 }, (_, id) => ({ id: `${id}` })) })).toContain('… and 2 more.')
  })

  it('shows the fields of one thing', () => {
    expect(summarize('Say hello', { text: 'Hello', createdAt: '2027-01-06' })).toBe('Say hello:\n\n- text: Hello\n- created at: 2027-01-06')
  })

  it('names what has no name by where it goes and when', () => {
    const offer = {
      id: 'Y1-AF6',
      url: 'https://flights.example.com/o/1',
      outbound: { from: 'ORY', to: 'JFK', departs: '2027-05-14T09:25:00+02:00', arrives: '2027-05-14T11:05:00-04:00' },
      price: { amount: 40_000, currency: 'EUR' },
    }
    expect(summarize('Search flights', { offers: [offer] })).toBe(
      'Search flights:\n\n1. [ORY → JFK, 14 May 2027 09:25 to 14 May 2027 11:05](https://flights.example.com/o/1) · price: €400.00',
    )
  })

  it('says times as people do', () => {
    expect(summarize('Book', { booked: '2026-11-23T11:58:57.033Z', day: '2026-11-23' })).toBe(
      'Book:\n\n- booked: 23 Nov 2026 11:58 UTC\n- day: 2026-11-23',
    )
  })

  it('shows lists within lists', () => {
    const sections = [{ section: 'Pizza', dishes: [{ id: 'm', name: 'Margherita', price: { amount: 1050, currency: 'EUR' } }] }]
    expect(summarize('Menu', { sections })).toBe('Menu:\n\n1. section: Pizza\n   - **Margherita** · price: €10.50')
  })

  it('shows what a thing is before what it holds', () => {
    const total = { amount: 2100, text: '€21.00' }
    const lines = [{ dishId: 'm', name: 'Margherita', quantity: 2, total }]
    expect(summarize('Place order', { id: 'o_1', state: 'accepted', restaurantId: 'r', currency: 'EUR', total, lines })).toBe(
      'Place order:\n\n- id: o_1\n- state: accepted\n- total: €21.00\n\n1. **Margherita** · total: €21.00 · quantity: 2',
    )
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildAirports } from '../../data/build-airports.ts'
import { loadAirports } from './load-airports.ts'

describe('loadAirports', () => {
  const airports = loadAirports()

  it('knows codes, place, time zone and size', () => {
    expect(airports.get('CDG')).toMatchObject({ icao: 'LFPG', city: 'Paris', country: 'FR', zone: 'Europe/Paris', size: 'large' })
    expect(airports.get('CDG')!.latitude).toBeCloseTo(49, 0)
    expect(airports.get('DEN')).toMatchObject({ region: 'CO', zone: 'America/Denver' })
  })

  it('gives every airport coordinates and a time zone that exists', () => {
    const zones = new Set([...airports.values()].map(({ zone }) => zone))
    expect(() => [...zones].map((timeZone) => new Intl.DateTimeFormat('en', { timeZone }))).not.toThrow()
    expect([...airports.values()].every(({ latitude, longitude }) => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)).toBe(true)
    expect(airports.size).toBeGreaterThan(3_000)
  })

  it('reads a table that is what the data set gives', async () => {
    const table = readFileSync(new URL('../../data/airports.tsv', import.meta.url), 'utf8')
    expect(await buildAirports()).toBe(table)
  })
})

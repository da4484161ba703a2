import { readFileSync } from 'node:fs'
import type { Airport } from './airport.ts'
import { readTraffic } from './traffic.ts'

/** Reads the table of airports, by IATA code. */
export function loadAirports(): Map<string, Airport> {
  const traffic = readTraffic()
  const lines = readFileSync(new URL('../../data/airports.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
  return new Map(lines.map((line) => toAirport(line, traffic)).map((airport) => [airport.code, airport]))
}

const sizes = { l: 'large', m: 'medium', s: 'small' } as const

const usualTraffic = { large: 1.2, medium: 0.3, small: 0.05 }

function toAirport(line: string, traffic: Map<string, number>): Airport {
  const [code, icao, size, latitude, longitude, zone, country, region, city, name, otherNames] = line.split('\t') as string[]
  const sizeName = sizes[size as keyof typeof sizes]
  return {
    code: code!,
    icao: icao!,
    name: name!,
    city: city!,
    country: country!,
    region: region!,
    latitude: Number(latitude),
    longitude: Number(longitude),
    zone: zone!,
    size: sizeName,
    traffic: traffic.get(code!) ?? usualTraffic[sizeName],
    otherNames: otherNames ? otherNames.split(/\s*,\s*/) : [],
  }
}

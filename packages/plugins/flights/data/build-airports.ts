import { readFileSync, writeFileSync } from 'node:fs'
import airportData, { type Airport } from 'airport-data-js'

// Run by hand after an update of airport-data-js: it takes 200 ms and 40 MB that no start of the plugin should pay.

const header =
  '# Made by build-airports.ts from airport-data-js (CC BY 4.0, https://airportdata.dev) and cities.tsv. Columns: IATA, ICAO, size, latitude, longitude, time zone, country, region, city, name, other names'

const zoneFixes: Record<string, string> = { 'Asia/ Bangkok': 'Asia/Bangkok' }

/** The table of airports with scheduled service, a line each, in the order of their codes. */
export async function buildAirports(): Promise<string> {
  const cities = readCities()
  const airports = (await airportData.findAirports({})).filter((airport) => cities.has(airport.iata) && hasAirlines(airport))
  const lines = airports.map((airport) => toLine(airport, cities.get(airport.iata)!))
  return [header, ...lines.toSorted(), ''].join('\n')
}

function readCities(): Map<string, string[]> {
  const lines = readFileSync(new URL('cities.tsv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
  return new Map(lines.map((line) => line.split('\t')).map((cells) => [cells[0]!, cells.slice(1)]))
}

function hasAirlines({ type, scheduled_service: scheduled }: Airport): boolean {
  return /^(large|medium|small)_airport$/.test(type) && String(scheduled).toUpperCase() === 'TRUE'
}

function toLine(airport: Airport, [city = '', region = '', otherNames = '']: string[]): string {
  const zone = zoneFixes[airport.time] ?? airport.time
  const place = [airport.latitude.toFixed(4), airport.longitude.toFixed(4), zone, airport.country_code, region.split('-')[1] ?? '', city]
  return [airport.iata, airport.icao, airport.type.charAt(0), ...place, airport.airport, otherNames].join('\t').trimEnd()
}

if (import.meta.main) writeFileSync(new URL('airports.tsv', import.meta.url), await buildAirports())

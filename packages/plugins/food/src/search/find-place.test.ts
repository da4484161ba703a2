import { describe, expect, it } from 'vitest'
import { createCatalog } from '../catalog/create-catalog.ts'
import { findPlace, toPlaceName } from './find-place.ts'

const catalog = createCatalog()

function nameOf(text: string | undefined, location = {}): string | undefined {
  const place = findPlace(catalog, text, location)
  return place && toPlaceName(place)
}

describe('findPlace', () => {
  it('knows cities by name, alias and with a typing error', () => {
    expect(nameOf('Berlin')).toBe('Berlin')
    expect(nameOf('nyc')).toBe('New York')
    expect(nameOf('San Fransisco')).toBe('San Francisco')
    expect(nameOf('東京')).toBe('Tokyo')
    expect(nameOf('Londno')).toBe('London')
  })

  it('knows districts, also those of several postcodes', () => {
    expect(nameOf('Kreuzberg')).toBe('Kreuzberg (10961, 10997, 10999), Berlin')
    expect(nameOf('kreutzberg, berlin')).toBe('Kreuzberg (10961, 10997, 10999), Berlin')
    expect(nameOf('Canal Saint Martin')).toBe('Canal Saint-Martin, 75010 Paris')
    expect(nameOf('somewhere in the Mission please')).toBe('Mission, 94110 San Francisco')
  })

  it('knows postcodes, alone and inside an address', () => {
    expect(nameOf('10999')).toBe('Kottbusser Tor, Kreuzberg, 10999 Berlin')
    expect(nameOf('12 Perry Street, New York, NY 10014-2201')).toBe('West Village, Manhattan, 10014 New York')
    expect(nameOf('5 Rye Lane, London se15 4rz')).toBe('Peckham, SE15 London')
    expect(nameOf('e1 5jl')).toBe('Whitechapel, E1 London')
    expect(nameOf('150-0041')).toBe('Shibuya, 150 Tokyo')
  })

  it('does not take a house number for a postcode of another city', () => {
    expect(nameOf('150 Weserstraße, Neukölln')).toBe('Neukölln (12043, 12047), Berlin')
  })

  it('finds the nearest area of coordinates', () => {
    expect(nameOf('37.7706, -122.4461')).toBe('Haight-Ashbury, 94117 San Francisco')
    expect(() => nameOf('-33.86,151.2')).toThrow('No restaurants are known')
  })

  it('asks for the city where a district is in several, unless the caller is in one', () => {
    expect(() => nameOf('Chinatown')).toThrow(/London, New York, San Francisco.*Add the city/)
    expect(nameOf('Chinatown', { country: 'US', subdivision: 'US-CA' })).toBe('Chinatown, 94108 San Francisco')
    expect(nameOf('Chinatown, London')).toBe('Chinatown, WC2H London')
  })

  it('assumes the city of the caller when none is named', () => {
    expect(findPlace(catalog, undefined, { country: 'DE' })).toMatchObject({ city: { id: 'berlin' }, assumed: true })
    expect(findPlace(catalog, undefined, { country: 'US' })).toBeUndefined()
    expect(findPlace(catalog, undefined, { country: 'US', subdivision: 'US-NY' })).toMatchObject({ city: { id: 'new-york' } })
    expect(findPlace(catalog, 'Paris', { country: 'DE' })).toMatchObject({ city: { id: 'paris' }, assumed: false })
  })

  it('says which cities there are when it knows no such place', () => {
    expect(() => nameOf('Ulan Bator')).toThrow(/Berlin, London, New York, Paris, San Francisco, Tokyo/)
  })
})

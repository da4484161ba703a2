import { AppError, type Location } from '@patchbay/plugin-kit'
import { describe, expect, it } from 'vitest'
import { loadAirports } from '../airports/load-airports.ts'
import { createPlaceIndex } from './place-index.ts'
import { resolvePlace } from './resolve-place.ts'

const index = createPlaceIndex(loadAirports())

function codesOf(query: string, location?: Location): string {
  return resolvePlace(index, query, location)
    .place.airports.map(({ code }) => code)
    .join(' ')
}

function refusalOf(query: string): AppError {
  try {
    resolvePlace(index, query)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error(`${query} was not refused`)
}

describe('resolvePlace', () => {
  it('takes a city as all of its airports, the largest first', () => {
    expect(codesOf('Paris')).toBe('CDG ORY BVA')
    expect(codesOf('London')).toBe('LHR LGW STN LTN LCY SEN')
    expect(codesOf('Tokyo')).toBe('HND NRT')
  })

  it('takes codes of airports and of cities, in any case', () => {
    expect(codesOf('CDG')).toBe('CDG')
    expect(codesOf('cdg')).toBe('CDG')
    expect(codesOf('LFPG')).toBe('CDG')
    expect(codesOf('nyc')).toBe('JFK EWR LGA')
    expect(codesOf('PAR')).toBe('CDG ORY BVA')
    expect(codesOf('Paris (ORY)')).toBe('ORY')
    expect(codesOf('jfk airport')).toBe('JFK')
  })

  it('prefers a well-known name to a code that is not in capitals', () => {
    expect(codesOf('goa')).toBe('GOI GOX')
    expect(codesOf('GOA')).toBe('GOA')
  })

  it('finds airports by their own names', () => {
    expect(codesOf('heathrow')).toBe('LHR')
    expect(codesOf('charles de gaulle')).toBe('CDG')
    expect(codesOf('Newark')).toBe('EWR')
    expect(codesOf('orly airport')).toBe('ORY')
  })

  it('knows names in other languages, with and without accents', () => {
    expect(codesOf('München')).toBe('MUC')
    expect(codesOf('Muenchen')).toBe('MUC')
    expect(codesOf('São Paulo')).toBe(codesOf('Sao Paulo'))
    expect(codesOf('東京')).toBe('HND NRT')
  })

  it('reads through typing errors and says so', () => {
    expect(resolvePlace(index, 'Frankfrut')).toMatchObject({
      place: { code: 'FRA' },
      note: 'Read "Frankfrut" as Frankfurt, Germany (FRA).',
    })
    expect(codesOf('Barcelna')).toBe('BCN')
    expect(codesOf('Los Angles')).toBe('LAX')
    expect(codesOf('Londn')).toContain('LHR')
  })

  it('chooses the far more important place and names the other', () => {
    const { place, note } = resolvePlace(index, 'Birmingham')
    expect(place.code).toBe('BHX')
    expect(note).toBe('Took "Birmingham" as Birmingham, United Kingdom (BHX), not Birmingham, Alabama, United States (BHM).')
  })

  it('takes a country, state or province into account', () => {
    expect(codesOf('London, Ontario')).toBe('YXU')
    expect(codesOf('london on')).toBe('YXU')
    expect(codesOf('san jose costa rica')).toContain('SJO')
    expect(codesOf('San Jose, CA')).toBe('SJC')
    expect(codesOf('Paris, France')).toBe('CDG ORY BVA')
  })

  it('never takes Paris for another one', () => {
    expect(refusalOf('Paris, Texas').code).toBe('invalid_input')
  })

  it('lists the candidates when it can not choose', () => {
    const error = refusalOf('San Jose')
    expect(error.message).toBe(
      '"San Jose" may be San Jose, California, United States (SJC); San José, Costa Rica (SJO). Ask which one is meant and use its code.',
    )
    expect(error.details).toMatchObject({ candidates: [{ code: 'SJC' }, { code: 'SJO' }] })
  })

  it('lets the country of the caller decide between equals, and only then', () => {
    expect(codesOf('San Jose', { country: 'US' })).toBe('SJC')
    expect(codesOf('San Jose', { country: 'CR' })).toContain('SJO')
    expect(codesOf('London', { country: 'CA' })).toContain('LHR')
  })

  it('takes a country as its main airport where there is one, and else lists them', () => {
    expect(codesOf('Iceland')).toContain('KEF')
    expect(refusalOf('Germany').message).toContain('Frankfurt')
  })

  it('says what to do when nothing is found', () => {
    expect(refusalOf('qqqqqqqq').message).toBe('No airport or city is like "qqqqqqqq". Use a city in English or a code such as CDG.')
  })

  it('refuses what is no name', () => {
    for (const text of ['   ', '\u0000', '((((', '%', 'a'.repeat(80), '. . .', '🛫', 'constructor']) {
      expect(refusalOf(text).code, text).toBe('invalid_input')
    }
  })
})

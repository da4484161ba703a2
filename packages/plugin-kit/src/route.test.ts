import { describe, expect, expectTypeOf, it } from 'vitest'
import { type CheckedRoute, parseRoute, type PathParameter } from './route.ts'

describe('parseRoute', () => {
  it('gives method, path and parameters in order', () => {
    expect(parseRoute('DELETE /trips/{trip_id}/stops/{stop}')).toEqual({
      method: 'DELETE',
      path: '/trips/{trip_id}/stops/{stop}',
      parameters: ['trip_id', 'stop'],
    })
  })

  it('takes the plain characters of a path', () => {
    expect(parseRoute('GET /a.b_c~d-1')?.path).toBe('/a.b_c~d-1')
  })

  it('refuses other methods, and other forms of them', () => {
    expect(parseRoute('HEAD /trips')).toBeUndefined()
    expect(parseRoute('get /trips')).toBeUndefined()
    expect(parseRoute('GET  /trips')).toBeUndefined()
    expect(parseRoute('/trips')).toBeUndefined()
  })

  it('refuses empty parts, queries, and what would have to be encoded', () => {
    expect(parseRoute('GET /')).toBeUndefined()
    expect(parseRoute('GET /trips/')).toBeUndefined()
    expect(parseRoute('GET //trips')).toBeUndefined()
    expect(parseRoute('GET /trips?to=Rome')).toBeUndefined()
    expect(parseRoute('GET /reisen/köln')).toBeUndefined()
    expect(parseRoute('GET /%74rips')).toBeUndefined()
  })

  it('refuses parameters that are not a whole part, or not a name', () => {
    expect(parseRoute('GET /trips/{id}.json')).toBeUndefined()
    expect(parseRoute('GET /trips/{}')).toBeUndefined()
    expect(parseRoute('GET /trips/{1st}')).toBeUndefined()
    expect(parseRoute('GET /trips/{id')).toBeUndefined()
    expect(parseRoute('GET /trips/:id\n')).toBeUndefined()
  })
})

describe('CheckedRoute', () => {
  it('is the route itself when the input has its parameters', () => {
    expectTypeOf<PathParameter<'GET /a/{id}/{day}'>>().toEqualTypeOf<'id' | 'day'>()
    expectTypeOf<CheckedRoute<'GET /a/{id}', 'id' | 'text'>>().toEqualTypeOf<'GET /a/{id}'>()
  })

  it('is a sentence that names the parameter that is missing', () => {
    expectTypeOf<CheckedRoute<'GET /a/{id}', 'text'>>().toEqualTypeOf<'path parameter {id} is not in the input'>()
  })
})

import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createInputReader } from './read-input.ts'

describe('createInputReader', () => {
  it('reads text from the query as the type that one of several allows', () => {
    const read = createInputReader(z.strictObject({ limit: z.union([z.number(), z.boolean()]) }), 'GET /trips')
    expect(read({ pathValues: undefined, query: 'limit=12', body: undefined })).toEqual({ limit: 12 })
    expect(read({ pathValues: undefined, query: 'limit=false', body: undefined })).toEqual({ limit: false })
  })
})

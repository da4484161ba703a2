import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toModelOperations } from './compact-description-operations.ts'
import { toCompactDescription } from './compact-description.ts'
import { defineAction } from './define-action.ts'
import { definePlugin } from './define-plugin.ts'

const place = z.object({ city: z.string() }).meta({ id: 'OperationsTestPlace' })

describe('toModelOperations', () => {
  it('puts path parameters before the body, and makes them required', () => {
    expect(toText('PUT /trips/{id}', z.object({ text: z.string(), id: z.string().default('1').describe('Which one.') }))).toBe(
      '// Which one.\nid: string,\ntext: string,',
    )
  })

  it('keeps the order of the schema where all travels in the URL', () => {
    expect(toText('GET /trips/{id}', z.object({ limit: z.int().optional(), id: z.string() }))).toBe('limit?: number,\nid: string,')
  })

  it('puts named parts where they are used', () => {
    expect(toText('POST /trips', z.object({ from: place, to: z.array(place) }))).toBe(
      'from: {\n  city: string,\n},\nto: {\n  city: string,\n}[],',
    )
  })

  it('ends where a named part contains itself', () => {
    const folder = z
      .object({
        name: z.string(),
        get inside() {
          return z.array(folder)
        },
      })
      .meta({ id: 'OperationsTestFolder' })
    expect(toText('POST /trips', z.object({ folder }))).toBe('folder: {\n  name: string,\n  inside: any[],\n},')
  })
})

function toText(route: 'PUT /trips/{id}' | 'GET /trips/{id}' | 'POST /trips', input: z.ZodObject): string {
  const trip = defineAction({
    name: 'trip',
    description: '',
    examples: [],
    route: route as 'POST /trips',
    effect: route.startsWith('GET') ? 'read' : 'write',
    input,
    output: z.object({}),
    run: () => ({}),
  })
  const logo = new URL('file:///logo.png')
  const plugin = definePlugin({ name: 'trips', title: 'Trips', summary: 'Trips.', description: '', auth: 'none', logo, actions: [trip] })
  const text = toCompactDescription({ nameForModel: 'trips', description: '', operations: toModelOperations(plugin) })
  return /type trip = \(_: \{\n(.*)\n\}\) => any;/s.exec(text)![1]!
}

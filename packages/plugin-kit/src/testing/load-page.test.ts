import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { definePage } from '../define-page.ts'
import { definePlugin, type Plugin } from '../define-plugin.ts'
import type { PageContext } from '../context.ts'
import { html } from '../html.ts'
import { createAction } from '../quality-rules/__fixtures__/trips.ts'
import { createTestHost } from './create-test-host.ts'

interface Trips {
  cities: Record<string, string>
}

const trip = definePage({
  route: 'GET /trips.v1/{city}/{day}',
  params: z.object({ city: z.string().max(20), day: z.int() }),
  load: ({ city, day }, { cities }: PageContext & Trips) => (cities[city] === undefined ? undefined : { country: cities[city], day }),
  openGraph: ({ country }, { origin }) => ({ title: country, description: 'A trip.', image: `${origin}/logo.png` }),
  render: ({ country, day }) => html`<h1>${country} on day ${day}</h1>`,
})

const plugin: Plugin = definePlugin({
  name: 'road-trips',
  title: 'Trips',
  summary: 'Trips.',
  description: '',
  auth: 'none',
  logo: new URL('file:///logo.png'),
  actions: [createAction() as never],
  pages: [trip],
  setup: (): Trips => ({ cities: { Wien: 'Österreich', 'St Ives': 'England & <more>' } }),
})

describe('page of a test host', () => {
  it('gives what the page renders and its OpenGraph tags', async () => {
    await using host = await createTestHost(plugin)
    expect(await host.page('/trips.v1/Wien/3')).toEqual({
      html: '<h1>Österreich on day 3</h1>',
      openGraph: { title: 'Österreich', description: 'A trip.', image: 'https://road-trips.patchbay.test/logo.png' },
    })
  })

  it('takes the link from an answer, and text that is percent-encoded', async () => {
    await using host = await createTestHost(plugin)
    const page = await host.page('https://road-trips.patchbay.test/trips.v1/St%20Ives/1?from=chat')
    expect(page?.html).toBe('<h1>England &amp; &lt;more&gt; on day 1</h1>')
  })

  it('finds nothing for a path, parameter or thing that is not there', async () => {
    await using host = await createTestHost(plugin)
    expect(await host.page('/tripsxv1/Wien/3')).toBeUndefined()
    expect(await host.page('/trips.v1/Wien')).toBeUndefined()
    expect(await host.page('/trips.v1/Wien/monday')).toBeUndefined()
    expect(await host.page('/trips.v1/%FF/3')).toBeUndefined()
    expect(await host.page('/trips.v1/Atlantis/3')).toBeUndefined()
  })

  it('refuses a link to somewhere else', async () => {
    await using host = await createTestHost(plugin)
    await expect(host.page('https://example.com/trips.v1/Wien/3')).rejects.toThrow(
      'In tests its pages are on https://road-trips.patchbay.test',
    )
  })
})

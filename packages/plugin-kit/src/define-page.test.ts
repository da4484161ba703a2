import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { definePage } from './define-page.ts'
import { html } from './html.ts'

const parts = { load: () => ({}), openGraph: () => ({ title: '', description: '' }), render: () => html`` }

describe('definePage', () => {
  it('makes a page that may be listed, unless it says otherwise', () => {
    expect(definePage({ ...parts, route: 'GET /pages', params: z.object({}) }).unlisted).toBe(false)
    expect(definePage({ ...parts, route: 'GET /pages', params: z.object({}), unlisted: true }).unlisted).toBe(true)
  })

  it('refuses a path parameter that is not in params, by type', () => {
    // @ts-expect-error -- {key} is not in params
    definePage({ ...parts, route: 'GET /pages/{key}', params: z.object({ id: z.string() }) })
  })
})

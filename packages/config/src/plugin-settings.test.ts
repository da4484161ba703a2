import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toPluginSettings } from './plugin-settings.ts'

const schema = z.object({
  apiToken: z.string().min(8),
  mostResults: z.int().min(1).max(50).default(10),
  sandbox: z.boolean().default(false),
  zip: z.string().optional(),
})

describe('the settings of a plugin', () => {
  it('come from variables that begin with its name', () => {
    const environment = {
      MY_PLUGIN_API_TOKEN: 'secret-token',
      MY_PLUGIN_MOST_RESULTS: '20',
      MY_PLUGIN_SANDBOX: 'true',
      MY_PLUGIN_ZIP: '01234',
      API_TOKEN: 'other',
    }
    expect(toPluginSettings('my-plugin', schema, environment)).toEqual({
      apiToken: 'secret-token',
      mostResults: 20,
      sandbox: true,
      zip: '01234',
    })
  })

  it('have the defaults of their schema', () => {
    expect(toPluginSettings('food', schema, { FOOD_API_TOKEN: 'secret-token' })).toEqual({
      apiToken: 'secret-token',
      mostResults: 10,
      sandbox: false,
    })
  })

  it('that are missing or wrong are named, without their values', () => {
    expect(() => toPluginSettings('food', schema, {})).toThrow('FOOD_API_TOKEN is missing: the plugin food needs it')
    const environment = { FOOD_API_TOKEN: 'hidden', FOOD_MOST_RESULTS: '99' }
    expect(() => toPluginSettings('food', schema, environment)).toThrow(
      /^FOOD_API_TOKEN is wrong for the plugin food: .*\nFOOD_MOST_RESULTS is wrong/,
    )
    expect(() => toPluginSettings('food', schema, environment)).not.toThrow(/hidden/)
  })
})

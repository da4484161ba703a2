import { describe, expect, it } from 'vitest'
import { authForWrites } from './auth-for-writes.ts'
import { createAction, createPlugin, createPluginWith } from './__fixtures__/trips.ts'

describe('authForWrites', () => {
  it('refuses a write that anybody may call', () => {
    expect(authForWrites.find(createPluginWith({ effect: 'write' }))).toMatchObject([{ level: 'error', place: 'action findTrips' }])
  })

  it('refuses a destructive action that opens a closed plugin', () => {
    const actions = [createAction({ effect: 'destructive', auth: 'none' })]
    expect(authForWrites.find(createPlugin({ auth: 'user', actions }))).toMatchObject([{ level: 'error' }])
  })

  it("takes the action's own auth, or else the plugin's", () => {
    expect(authForWrites.find(createPluginWith({ effect: 'write', auth: 'user' }))).toEqual([])
    expect(authForWrites.find(createPlugin({ auth: 'service', actions: [createAction({ effect: 'write' })] }))).toEqual([])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noteCalls } from './mcp-plugins/hands.ts'
import { openInspector } from './mcp-plugins/inspector-hands.ts'
import { journeys } from './mcp-plugins/journeys.ts'
import { startPlugins, type PluginsGateway } from './mcp-plugins/start-plugins.ts'

/** The inspector takes a second or two to start, for each call anew. */
const isFull = process.env['PATCHBAY_TRIALS'] === 'full'

let gateway: PluginsGateway
beforeAll(async () => {
  gateway = await startPlugins()
})
afterAll(() => gateway[Symbol.asyncDispose]())

const open = async (plugin: string) => noteCalls(await openInspector({ gateway, person: await gateway.createPerson(), plugin }))

describe('the inspector', { timeout: 240_000 }, () => {
  it('signs in, runs a background action and asks what came of it', async () => {
    const notes = await open('notes')
    expect((await notes.finish('exportNotes', {})).result).toMatchObject({ notes: 0 })
    await notes.close()
  })

  it('follows a task to its end, in 2026-07-28', async () => {
    const notes = await openInspector({ gateway, person: await gateway.createPerson(), plugin: 'notes', era: 'modern' })
    expect(await notes.call('exportNotes', {})).toMatchObject({ notes: 0, url: expect.stringMatching(/^http/) })
    await notes.close()
  })

  it.runIf(isFull).concurrent.each(Object.keys(journeys))('signs in to %s and uses every tool', async (plugin) => {
    const hands = await open(plugin)
    await journeys[plugin]!(hands)
    expect([...hands.called].toSorted()).toEqual(hands.names.toSorted())
    await hands.close()
  })
})

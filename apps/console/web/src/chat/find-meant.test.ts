import type { Call } from '@patchbay/console/api'
import { describe, expect, it } from 'vitest'
import { findMeant } from './find-meant.ts'

function answered(body: unknown, pluginId = 'notes', result: string | null = null): Call {
  const response = { status: 200, statusText: 'OK', headers: [], body: JSON.stringify(body), isCut: false, bytes: 0, tokens: 0 }
  return {
    id: crypto.randomUUID(),
    pluginId,
    pluginTitle: 'Notes',
    action: 'x',
    arguments: {},
    response,
    job: result && { result },
  } as unknown as Call
}

describe('what the ids of a dialog stand for', () => {
  const notes = answered({
    notes: [
      { id: 'n-1', text: 'Wifi: swordfish' },
      { id: 'n-2', text: 'Bike lock: 4711', url: 'http://x' },
    ],
  })

  it('is what the plugin said of them, the newest first', () => {
    expect(findMeant({ id: 'n-2' }, 'notes', [notes])).toEqual([{ argument: 'id', text: 'Bike lock: 4711' }])
    expect(findMeant({ id: 'n-2' }, 'notes', [notes, answered({ id: 'n-2', text: 'Bike lock: 4712' })])).toMatchObject([
      { text: 'Bike lock: 4712' },
    ])
  })

  it('is found for ids of other names, within lists, and in results of jobs', () => {
    const dishes = answered({ dishes: [{ dishId: 'd-1', name: 'Margherita', price: { amount: 900, text: '€9.00' } }] })
    expect(findMeant({ items: [{ dishId: 'd-1' }] }, 'notes', [dishes])).toEqual([{ argument: 'dishId', text: 'Margherita · €9.00' }])
    expect(findMeant({ id: 'b-1' }, 'notes', [answered({}, 'notes', '{"id":"b-1","reference":"ABC"}')])).toMatchObject([{ text: 'ABC' }])
  })

  it('is nothing that another plugin says, or that nobody said', () => {
    expect(findMeant({ id: 'n-1' }, 'flights', [notes])).toEqual([])
    expect(findMeant({ id: 'n-9', text: 'n-1' }, 'notes', [notes])).toEqual([])
    expect(findMeant({ id: 'n-1' }, 'notes', [answered('not an object')])).toEqual([])
  })
})

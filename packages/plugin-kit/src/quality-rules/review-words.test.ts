import { describe, expect, it } from 'vitest'
import { createPlugin } from './__fixtures__/trips.ts'
import { reviewWords } from './review-words.ts'

describe('reviewWords', () => {
  it('refuses the word plugin in what people read', () => {
    expect(reviewWords.find(createPlugin({ title: 'Trip Plugin', summary: 'A plug-in for trips.' }))).toMatchObject([
      { level: 'error', place: 'title', message: expect.stringContaining('"Plugin"') },
      { level: 'error', place: 'summary', message: expect.stringContaining('"plug-in"') },
    ])
  })

  it("refuses the host's names in what people read", () => {
    expect(reviewWords.find(createPlugin({ title: 'chatgpt trips', summary: 'Trips by OpenAI.' }))).toMatchObject([
      { level: 'error', place: 'title' },
      { level: 'error', place: 'summary' },
    ])
  })

  it('warns of a description that does not begin with what it is for', () => {
    expect(reviewWords.find(createPlugin({ description: 'Finds trips.' }))).toMatchObject([{ level: 'warning', place: 'description' }])
  })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAction, createPlugin } from './__fixtures__/trips.ts'
import { selfContainedWidgets } from './self-contained-widgets.ts'

describe('selfContainedWidgets', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'patchbay-widget-'))
  })

  afterAll(() => rm(folder, { recursive: true }))

  const find = async (text: string | undefined) => {
    const file = join(folder, 'trips.html')
    if (text === undefined) await rm(file, { force: true })
    else await writeFile(file, text)
    return selfContainedWidgets.find(createPlugin({ actions: [createAction({ widget: { html: pathToFileURL(file) } })] }))
  }
  const page = (inside: string) => `<!doctype html><html><head>${inside}</head><body></body></html>`

  it('is content with script and style inside, links and data', async () => {
    const inside = '<style>b{background:url(data:,)}</style><script>const tag = "<script src=https://x.example>"</script>'
    expect(await find(page(`${inside}<img src="data:image/png;base64,AA"><a href="https://example.com">more</a>`))).toEqual([])
  })

  it('refuses what is not there, and what is no document', async () => {
    expect(await find(undefined)).toMatchObject([{ level: 'error', message: expect.stringContaining('npm run widgets') }])
    expect(await find('hello')).toMatchObject([{ level: 'error', message: expect.stringContaining('doctype') }])
  })

  it('refuses script, style and pictures from elsewhere', async () => {
    expect(await find(page('<script type="module" src="./note.js"></script>'))).toHaveLength(1)
    expect(await find(page('<link rel="stylesheet" href="https://cdn.example.com/a.css">'))).toHaveLength(1)
    expect(await find(page('<img alt="" src=//cdn.example.com/a.png>'))).toHaveLength(1)
    expect(await find(page('<style>@import "a.css"</style>'))).toHaveLength(1)
  })

  it('refuses what is too large to load with every answer', async () => {
    expect(await find(page('x'.repeat(300_001)))).toMatchObject([{ message: expect.stringContaining('below 300000') }])
  })
})

import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { buildWidget, toBuiltPath } from './build-widget.ts'
import { findWidgets } from './find-widgets.ts'

describe('the built widgets', () => {
  it('are what their sources give; if not, run npm run widgets', async () => {
    const pages = findWidgets()
    expect(pages.length).toBeGreaterThan(2)
    for (const page of pages) expect(await readFile(toBuiltPath(page), 'utf8'), page).toBe(await buildWidget(page))
  })
})

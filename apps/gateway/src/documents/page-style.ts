import { readFileSync } from 'node:fs'
import type { DocumentContent } from './document-route.ts'

/** The one style sheet of every page. */
export const pageStyle: DocumentContent = {
  type: 'text/css; charset=utf-8',
  body: readFileSync(new URL('../pages/page.css', import.meta.url)),
}

/** The sign of Patchbay, on pages that belong to no plugin. */
export const pageIcon: DocumentContent = {
  type: 'image/svg+xml',
  body: readFileSync(new URL('../pages/icon.svg', import.meta.url)),
}

import { readFileSync } from 'node:fs'
import type { DocumentContent } from '../documents/document-route.ts'

/** What these pages need beyond the style of every page. */
export const adminStyle: DocumentContent = {
  type: 'text/css; charset=utf-8',
  body: readFileSync(new URL('pages/admin.css', import.meta.url)),
}

import { defineDownload } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { NotesPageContext } from '../context.ts'

/** The file behind the link that exportNotes gives. */
export const exportFile = defineDownload({
  route: 'GET /exports/{token}',
  params: z.object({ token: z.string().regex(/^[\w-]{32}$/) }),
  load: ({ token }, { exports }: NotesPageContext) => exports.open(token, new Date()),
})

import type { Widget } from '@patchbay/plugin-kit'

/** Shows a note. */
export const noteWidget: Widget = {
  html: new URL('../widget/built/note.html', import.meta.url),
  description: 'The note, with when it was saved and whether it is shared.',
}

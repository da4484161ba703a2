import { connect, element, render, type Host } from '@patchbay/plugin-kit/widget'

/** What the widget reads of a note. */
interface Note {
  text: string
  createdAt: string
  updatedAt: string
  shared: boolean
}

void connect({ name: 'notes-note', isAnswer: isNote, show })

function show({ text, createdAt, updatedAt, shared }: Note, { context }: Host): void {
  const format = new Intl.DateTimeFormat(context.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: context.timeZone })
  const isChanged = updatedAt !== createdAt
  const said = `${isChanged ? 'Changed' : 'Saved'} ${format.format(new Date(updatedAt))}`
  render(
    element('article', { className: 'note' }, [
      element('p', { className: 'body', textContent: text }),
      element('p', { className: 'foot small quiet' }, [
        element('time', { dateTime: updatedAt, textContent: said }),
        element('span', { className: 'chip', textContent: shared ? 'Shared by link' : 'Only you' }),
      ]),
    ]),
  )
}

function isNote(value: unknown): value is Note {
  const note = value as Partial<Note> | undefined
  return typeof note?.text === 'string' && typeof note.createdAt === 'string' && typeof note.updatedAt === 'string'
}

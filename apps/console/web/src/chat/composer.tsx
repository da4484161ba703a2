import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { onDraft } from './draft.ts'

interface ComposerProps {
  isRunning: boolean
  longest: number
  /** Whether it was taken: what was not stays in the field. */
  onSend: (text: string) => Promise<boolean>
  onStop: () => void
}

export function Composer({ isRunning, longest, onSend, onStop }: ComposerProps) {
  const [text, setText] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(
    () =>
      onDraft((draft) => {
        setText(draft.slice(0, longest))
        field.current?.focus()
      }),
    [longest],
  )
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (isRunning || text.trim() === '') return
    setText('')
    if (!(await onSend(text.trim()))) setText((now) => now || text)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    form.current?.requestSubmit()
  }
  return (
    <form ref={form} className="composer" onSubmit={(event) => void send(event)}>
      <textarea
        ref={field}
        aria-label="Message"
        placeholder="Say what you want"
        rows={1}
        maxLength={longest}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
        autoFocus
      />
      {isRunning ? (
        <button type="button" className="round" aria-label="Stop" title="Stop" onClick={onStop}>
          <Icon name="stop" />
        </button>
      ) : (
        <button type="submit" className="round" aria-label="Send" title="Send" disabled={text.trim() === ''}>
          <Icon name="send" />
        </button>
      )}
    </form>
  )
}

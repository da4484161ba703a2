import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { onDraft } from './draft.ts'

interface ComposerProps {
  isRunning: boolean
  longest: number
  onSend: (text: string) => void
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
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (isRunning || text.trim() === '') return
    onSend(text.trim())
    setText('')
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    form.current?.requestSubmit()
  }
  return (
    <form ref={form} className="composer" onSubmit={send}>
      <textarea
        ref={field}
        aria-label="Message"
        placeholder="Say what you want"
        rows={Math.min(8, text.split('\n').length)}
        maxLength={longest}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
        autoFocus
      />
      {isRunning ? (
        <button type="button" className="second" onClick={onStop}>
          Stop
        </button>
      ) : (
        <button type="submit" disabled={text.trim() === ''}>
          Send
        </button>
      )}
    </form>
  )
}

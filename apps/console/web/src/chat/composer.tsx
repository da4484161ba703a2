import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { onDraft } from './draft.ts'
import { useDraft } from './use-draft.ts'

interface ComposerProps {
  /** Whose message it is: what is not sent yet is kept by it. */
  conversation: string
  isRunning: boolean
  longest: number
  /** Whether it was taken: what was not stays in the field. */
  onSend: (text: string) => Promise<boolean>
  onStop: () => void
}

export function Composer({ conversation, isRunning, longest, onSend, onStop }: ComposerProps) {
  const [text, setText] = useDraft(conversation)
  const [isProposed, setIsProposed] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(
    () =>
      onDraft((draft) => {
        setText(draft.slice(0, longest))
        setIsProposed(true)
        field.current?.focus()
      }),
    [longest, setText],
  )
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (isRunning || text.trim() === '') return
    setText('')
    setIsProposed(false)
    if (!(await onSend(text.trim()))) setText((now) => now || text)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    form.current?.requestSubmit()
  }
  const stop = () => {
    onStop()
    field.current?.focus()
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
      {isProposed && text && (
        <p className="proposed" role="status">
          The plugin proposes these words. Send them if you mean them.
        </p>
      )}
      {isRunning ? (
        <button type="button" className="round" aria-label="Stop" title="Stop" onClick={stop}>
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

import type { Answer, Call, Question } from '@patchbay/console/api'
import { type SyntheticEvent, useEffect, useId, useRef, useState } from 'react'
import { ArgumentRows } from './argument-rows.tsx'
import { findMeant } from './find-meant.ts'
import { SchemaForm } from './schema-form.tsx'
import { toWords } from './to-words.ts'

interface QuestionDialogProps {
  call: Call
  question: Question
  /** Those of the conversation: they tell what ids stand for. */
  calls: readonly Call[]
  onAnswer: (answer: Answer) => void
}

/** What a call asks before it does anything. Only a person's click answers it. */
export function QuestionDialog({ call, question, calls, onAnswer }: QuestionDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  useEffect(() => {
    const node = dialog.current
    const before = document.activeElement
    if (node && !node.open) node.showModal()
    // Nothing is agreed to by a key that was meant for something else.
    node?.querySelector<HTMLElement>('[data-deny]')?.focus()
    return () => {
      node?.close()
      const field = document.querySelector<HTMLElement>('.composer textarea')
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
      else field?.focus()
    }
  }, [])
  // It answers what was shown, and nothing that takes its place meanwhile.
  const answer = (given: Answer) => onAnswer({ ...given, questionId: question.id })
  const deny = (event: SyntheticEvent) => {
    event.preventDefault()
    answer({ decision: 'deny' })
  }
  return (
    <dialog ref={dialog} aria-labelledby={title} onCancel={deny}>
      <h2 id={title}>
        {call.pluginTitle} wants to run “{toWords(call.action)}”
      </h2>
      {question.type === 'confirmation' && <Confirmation question={question} pluginId={call.pluginId} calls={calls} onAnswer={answer} />}
      {question.type === 'form' && <SchemaForm text={question.text} schema={question.schema} onAnswer={answer} />}
      {question.type === 'url' && (
        <>
          <p>{question.text}</p>
          <p>
            It asks you to go to <strong>{question.host}</strong>.
          </p>
          <div className="buttons">
            <a
              className="button"
              href={question.url}
              target="_blank"
              rel="noopener noreferrer"
              onClick={() => answer({ decision: 'accept' })}
            >
              Open {question.host}
            </a>
            <button type="button" className="second" onClick={() => answer({ decision: 'deny' })}>
              Deny
            </button>
          </div>
        </>
      )}
    </dialog>
  )
}

interface ConfirmationProps extends Pick<QuestionDialogProps, 'calls' | 'onAnswer'> {
  pluginId: string
  question: Extract<Question, { type: 'confirmation' }>
}

function Confirmation({ question, pluginId, calls, onAnswer }: ConfirmationProps) {
  const [text, setText] = useState(JSON.stringify(question.arguments, null, 2))
  const changed = read(text)
  // The plugin's own words say what is meant.
  const meant = question.text === null ? findMeant(changed ?? question.arguments, pluginId, calls) : []
  const allow = (decision: 'allow' | 'always-allow') => () =>
    onAnswer(question.isEditable && changed ? { decision, arguments: changed } : { decision })
  return (
    <>
      {question.text && (
        <blockquote>
          <p className="quiet">The plugin says</p>
          {question.text}
        </blockquote>
      )}
      {question.isDestructive && <p className="problem">This takes something away and may not be undone.</p>}
      {meant.map(({ argument, text: words }) => (
        <p key={`${argument} ${words}`} className="meant">
          <code>{argument}</code> stands for <q>{words}</q>
        </p>
      ))}
      <h3>With exactly these arguments</h3>
      <ArgumentRows values={changed ?? question.arguments} />
      {question.isEditable && <ArgumentsEditor text={text} isRight={changed !== undefined} onChange={setText} />}
      {question.expiresAt && <p className="quiet">This can be allowed until {toTime(question.expiresAt)}.</p>}
      <div className="buttons">
        <button type="button" className={question.isDestructive ? 'danger' : undefined} disabled={!changed} onClick={allow('allow')}>
          Allow
        </button>
        {question.mayAlwaysAllow && (
          <button type="button" className="second" disabled={!changed} onClick={allow('always-allow')}>
            Always allow
          </button>
        )}
        <button type="button" className="second" onClick={() => onAnswer({ decision: 'deny' })} data-deny>
          Deny
        </button>
      </div>
    </>
  )
}

interface ArgumentsEditorProps {
  text: string
  isRight: boolean
  onChange: (text: string) => void
}

function ArgumentsEditor({ text, isRight, onChange }: ArgumentsEditorProps) {
  return (
    <details>
      <summary>Change them</summary>
      <label className="field">
        As JSON
        <textarea
          value={text}
          rows={Math.min(14, text.split('\n').length + 1)}
          spellCheck={false}
          aria-invalid={!isRight}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      {!isRight && (
        <p className="problem" role="alert">
          This is not a JSON object.
        </p>
      )}
    </details>
  )
}

function toTime(date: string): string {
  return new Date(date).toLocaleTimeString([], { timeStyle: 'short' })
}

function read(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

import type { PluginTest } from '@patchbay/console/api'
import { type FormEvent, useState } from 'react'
import { parseTestsText, toTestsText } from './tests-text.ts'

interface TestsEditorProps {
  tests: readonly PluginTest[]
  isOwn: boolean
  /** None: back to the examples of the document. */
  onSave: (tests: PluginTest[]) => Promise<unknown>
}

/** Sentences of one's own, one per line. */
export function TestsEditor({ tests, isOwn, onSave }: TestsEditorProps) {
  const [text, setText] = useState(toTestsText(tests))
  const [problem, setProblem] = useState<string>()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setProblem(undefined)
    try {
      await onSave(parseTestsText(text))
    } catch (error) {
      setProblem((error as Error).message)
    }
  }
  return (
    <details>
      <summary>Write your own</summary>
      <form onSubmit={(event) => void save(event)}>
        <label className="field">
          One per line: what is said, →, the action, and the arguments that count as JSON
          <textarea rows={8} value={text} spellCheck={false} onChange={(event) => setText(event.target.value)} />
        </label>
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <div className="buttons">
          <button type="submit">Save</button>
          {isOwn && (
            <button type="button" className="second" onClick={() => void onSave([])}>
              Back to the examples
            </button>
          )}
        </div>
      </form>
    </details>
  )
}

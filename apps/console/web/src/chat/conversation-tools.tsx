import { useState } from 'react'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'
import { go } from '../api/use-route.ts'
import { Icon } from '../parts/icon.tsx'
import { PopOver } from '../parts/pop-over.tsx'

/** For authors: what the model got, and the same conversation once more against the plugins as they are now. */
export function ConversationTools({ id }: { id: string }) {
  const [problem, setProblem] = useState<string>()
  const replay = () =>
    ask('POST /api/conversations/{id}/replay', { params: [id] }).then(
      (made) => go(`/c/${made.id}`),
      (error: Error) => setProblem(error.message),
    )
  return (
    <PopOver
      label={
        <>
          <Icon name="author" /> <span>For authors</span>
        </>
      }
      className="tools"
    >
      <div className="panel">
        <button type="button" className="second" onClick={() => void replay()}>
          Say all of it again, in a new conversation
        </button>
        {problem && <p className="problem">{problem}</p>}
        <Prompt id={id} />
      </div>
    </PopOver>
  )
}

function Prompt({ id }: { id: string }) {
  const { value, problem } = useAsked(`prompt ${id}`, () => ask('GET /api/conversations/{id}/prompt', { params: [id] }))
  if (!value) return <p aria-busy={!problem}>{problem ?? 'Loading…'}</p>
  return (
    <>
      <p className="quiet">
        What the model gets first: {value.tokens} tokens, {(value.share * 100).toFixed(1)} % of its window
      </p>
      <pre className="prompt" tabIndex={0}>
        {value.text}
      </pre>
    </>
  )
}

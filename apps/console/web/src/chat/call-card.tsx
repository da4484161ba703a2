import type { Answer, Call } from '@patchbay/console/api'
import { useState } from 'react'
import { Icon, type IconName } from '../parts/icon.tsx'
import { JobCard } from './job-card.tsx'
import { QuestionDialog } from './question-dialog.tsx'
import { WidgetFrame } from './widget-frame.tsx'

const words: Record<Call['status'], string> = {
  asking: 'waits for you',
  running: 'runs',
  background: 'runs in the background',
  done: 'done',
  failed: 'failed',
  denied: 'you declined',
  stopped: 'stopped',
}

const icons: Partial<Record<Call['status'], IconName>> = { done: 'check', failed: 'cross', denied: 'cross', stopped: 'stop' }

interface CallCardProps {
  call: Call
  /** Whether its answer is still being made: then it may ask. */
  isOpen: boolean
  /** Those of the conversation. */
  calls: readonly Call[]
  onAnswer: (answer: Answer) => void
}

/** One call of an action: what was asked, what came back, how long it took. */
export function CallCard({ call, isOpen, calls, onAnswer }: CallCardProps) {
  const { response, milliseconds } = call
  const facts = [
    words[call.status],
    response && `${response.status}`,
    milliseconds !== null && `${Math.round(milliseconds)} ms`,
    response && `${response.tokens} tokens`,
  ]
  return (
    <div className={`card call ${call.status}`}>
      <details>
        <summary>
          <span className="state">{icons[call.status] && <Icon name={icons[call.status]!} />}</span>
          <strong>{call.pluginTitle}</strong> <code>{call.action}</code>
          <span className="quiet"> {facts.filter(Boolean).join(' · ')}</span>
        </summary>
        <Exchange call={call} />
      </details>
      {call.problem && call.problem !== call.job?.problem && <p className="problem">{call.problem}</p>}
      {call.job && <JobCard callId={call.id} job={call.job} />}
      {call.hasWidget && call.status === 'done' && <WidgetFrame callId={call.id} title={`${call.pluginTitle}: ${call.action}`} />}
      {call.question && call.status === 'asking' && isOpen && (
        <QuestionDialog key={call.question.id} call={call} question={call.question} calls={calls} onAnswer={onAnswer} />
      )}
    </div>
  )
}

function Exchange({ call }: { call: Call }) {
  const [isCopied, setIsCopied] = useState(false)
  const { request, response, curl } = call
  return (
    <div className="exchange">
      <h2>Arguments</h2>
      <pre tabIndex={0}>{JSON.stringify(call.arguments, null, 2)}</pre>
      {request && (
        <>
          <h2>Request</h2>
          <pre tabIndex={0}>
            {[
              `${request.method} ${request.url}`,
              ...request.headers.map(([name, value]) => `${name}: ${value}`),
              '',
              pretty(request.body ?? ''),
            ].join('\n')}
          </pre>
        </>
      )}
      {response && (
        <>
          <h2>Answer, {response.bytes} bytes</h2>
          <pre tabIndex={0}>
            {[
              `${response.status} ${response.statusText}`,
              ...response.headers.map(([name, value]) => `${name}: ${value}`),
              '',
              pretty(response.body),
            ].join('\n')}
          </pre>
          {response.isCut && <p className="quiet">The rest was left out.</p>}
        </>
      )}
      {curl && (
        <button type="button" className="second" onClick={() => void navigator.clipboard.writeText(curl).then(() => setIsCopied(true))}>
          {isCopied ? 'Copied' : 'Copy as curl'}
        </button>
      )}
    </div>
  )
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

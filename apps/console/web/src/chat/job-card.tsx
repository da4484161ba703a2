import type { Job } from '@patchbay/console/api'
import { useEffect, useState } from 'react'
import { ask } from '../api/client.ts'

const isOver = (job: Job) => job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'

const words: Record<Job['state'], string> = {
  queued: 'Waiting for its turn',
  running: 'Running',
  done: 'Finished',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

/** A background action: how far it is, looked at every two seconds until it ends. */
export function JobCard({ callId, job: given }: { callId: string; job: Job }) {
  const [job, setJob] = useState(given)
  const [problem, setProblem] = useState<string>()
  const cancel = () =>
    void ask('DELETE /api/calls/{id}/job', { params: [callId] }).then(setJob, (error: Error) => setProblem(error.message))
  useEffect(() => setJob((now) => (isOver(now) ? now : given)), [given])
  const ended = isOver(job)
  useEffect(() => {
    if (ended) return undefined
    const timer = setInterval(() => void ask('GET /api/calls/{id}/job', { params: [callId] }).then(setJob, () => undefined), 2000)
    return () => clearInterval(timer)
  }, [callId, ended])
  return (
    <div className="job">
      <p>
        <strong>{words[job.state]}</strong> {!ended && job.message}
      </p>
      {!ended && <progress max={1} {...(job.progress !== null && { value: job.progress })} aria-label="Progress" />}
      {(problem ?? job.problem) && <p className="problem">{problem ?? job.problem}</p>}
      {job.result && (
        <details>
          <summary>Result</summary>
          <pre>{job.result}</pre>
        </details>
      )}
      {!ended && job.canCancel && (
        <button type="button" className="second" onClick={cancel}>
          Cancel
        </button>
      )}
    </div>
  )
}

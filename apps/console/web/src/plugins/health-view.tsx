import { useState } from 'react'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'

/** Whether the plugin answers, and how its calls went. */
export function HealthView({ pluginId }: { pluginId: string }) {
  const [turn, setTurn] = useState(0)
  const { value, problem } = useAsked(`health ${pluginId} ${turn}`, () => ask('GET /api/plugins/{id}/health', { params: [pluginId] }))
  const facts = value && [
    value.isReachable ? `answers in ${value.milliseconds} ms` : 'does not answer',
    `${value.calls} ${value.calls === 1 ? 'call' : 'calls'} by you, ${value.failures} failed`,
    value.medianMilliseconds !== null && `half of them within ${value.medianMilliseconds} ms`,
  ]
  return (
    <section>
      <h2>Health</h2>
      <p aria-busy={value === undefined && !problem}>
        {facts ? facts.filter(Boolean).join(' · ') : problem ? '' : 'Looking…'}{' '}
        <button type="button" className="plain" onClick={() => setTurn(turn + 1)}>
          Check again
        </button>
      </p>
      {(problem ?? value?.problem) && <p className="problem">{problem ?? value?.problem}</p>}
    </section>
  )
}

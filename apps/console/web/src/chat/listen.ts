import type { RunEvent } from '@patchbay/console/api'

interface Listener {
  onEvent: (event: RunEvent) => void
  /** Nothing more is known of the run. */
  onLost: () => void
}

/** Hears the events of a run until its end. Returns what stops it. */
export function listen(runId: string, { onEvent, onLost }: Listener): () => void {
  const source = new EventSource(`/api/runs/${encodeURIComponent(runId)}/events`)
  source.addEventListener('run', (message) => {
    const event = JSON.parse((message as MessageEvent<string>).data) as RunEvent
    if (event.type === 'end') source.close()
    onEvent(event)
  })
  // A browser comes again by itself, unless the answer was a refusal: the run is over and forgotten.
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) onLost()
  })
  return () => source.close()
}

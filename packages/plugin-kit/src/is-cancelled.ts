/**
 * Whether a job's signal says that its owner wants it to end, so that what was begun is to be undone. Otherwise it aborts because the
 * time is over or the worker stops: then leave things as they are, another attempt goes on.
 */
export function isCancelled({ aborted, reason }: AbortSignal): boolean {
  return aborted && typeof reason === 'object' && (reason as { reason?: unknown } | null)?.reason === 'cancelled'
}

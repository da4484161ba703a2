/** Milliseconds that the jobs of a runner keep to. */
export interface Timing {
  /** For which a worker that says nothing keeps its jobs. */
  lease: number
  /** Between two looks for what the queue has lost and for what is due. */
  repair: number
  /** Before the second attempt; doubles with each. */
  backoff: number
}

export const usualTiming: Timing = { lease: 15_000, repair: 2_000, backoff: 1_000 }

/** Milliseconds between two renewals: three may be late before a lease ends. */
export function toRenewEvery({ lease }: Pick<Timing, 'lease'>): number {
  return Math.round((lease * 4) / 15)
}

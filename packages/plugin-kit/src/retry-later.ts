/** Thrown in a job: not now. The attempt does not count as failed. */
export class RetryLater extends Error {
  readonly milliseconds: number

  constructor(milliseconds: number) {
    super(`not now, again in ${milliseconds} ms`)
    this.name = 'RetryLater'
    this.milliseconds = milliseconds
  }
}

/**
 * `throw retryLater(60_000)`: what the job needs is not there yet. Other errors: an AppError with a status below 500 is never tried
 * again, everything else is, after a while that doubles each time.
 */
export function retryLater(milliseconds: number): RetryLater {
  return new RetryLater(milliseconds)
}

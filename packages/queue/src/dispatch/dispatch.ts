/** What goes to the queue: nothing but which job is to run when. */
export interface Ticket {
  /** `<plugin>.<name>`. */
  queue: string
  id: string
  /** How often it was given anew: the queue ignores a ticket that it has already. */
  generation: number
  /** Milliseconds until it may run. */
  delay: number
}

/** Brings tickets to workers. It may lose them or bring them twice: the rows of the jobs are the truth. */
export interface Dispatch {
  /** Rejects when the queue can't be reached in time. */
  feed(tickets: readonly Ticket[]): Promise<void>
  /** Takes tickets, so many at once; `run` says how the job ended, for those who look at the queue. */
  work(
    queue: string,
    options: { concurrency: number; run: (id: string) => Promise<'done' | 'failed'>; onError: (error: Error) => void },
  ): Taker
  /** Names this life of the queue; another name means that tickets may be lost. */
  findLife(): Promise<string>
  /** @throws QueueSettingError when it is set up so that it drops tickets without a word */
  check(): Promise<void>
  close(): Promise<void>
}

/** What takes tickets of one queue. */
export interface Taker {
  /** Takes no more. */
  pause(): Promise<void>
  /** Call it when no job runs any more. */
  close(): Promise<void>
}

/** Gives the one session of an embedded database to one caller at a time, first come, first served. */
export class SessionLock {
  #last: Promise<void> = Promise.resolve()
  #waiting = 0

  /** How many callers wait for their turn. */
  get waiting(): number {
    return this.#waiting
  }

  /** Resolves when it is the caller's turn, with the function that passes the session on. */
  async acquire(): Promise<() => void> {
    const turn = this.#last
    const done = Promise.withResolvers<void>()
    this.#last = turn.then(() => done.promise)
    this.#waiting += 1
    await turn
    this.#waiting -= 1
    return done.resolve
  }
}

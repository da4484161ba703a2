import type { Log } from '@patchbay/plugin-kit'
import type { Claim, StoredAnswer } from '@patchbay/queue'

/** What a call has claimed: its key, its confirmation, both or nothing. */
export class HeldClaims {
  readonly #claims: Claim[] = []

  get isEmpty(): boolean {
    return this.#claims.length === 0
  }

  add(claim: Claim): void {
    this.#claims.push(claim)
  }

  /** Records the answer for all, within the transaction of the effects. */
  async complete(transaction: Parameters<Claim['complete']>[0], answer: StoredAnswer): Promise<void> {
    for (const claim of this.#claims) await claim.complete(transaction, answer)
  }

  /** Ends what is claimed: what has no answer may be tried again. What can't be given back now runs out by itself. */
  async release(log: Log): Promise<void> {
    const results = await Promise.allSettled(this.#claims.map((claim) => claim.release()))
    for (const result of results) if (result.status === 'rejected') log.warn({ err: result.reason as unknown }, 'a claim runs out')
  }
}

import type { Limit } from './rate-limiter.ts'

/** Into how many slots a window is cut: the finer, the sooner a used request is given back. */
export const slots = 20

const size = slots + 1

const zeros: readonly number[] = Array.from({ length: size }, () => 0)

/**
 * Counts one key in a ring of slots. A slot counts until all of it has left the window, so that no sliding window ever
 * holds more than the limit, while a burst of exactly the limit is let through.
 */
export class SlotWindow {
  readonly key: string
  readonly limit: Limit
  readonly #width: number
  // A plain array: a typed one of this size costs a block outside the heap, ten times as much time and twice the memory.
  readonly #counts = zeros.slice()
  #slot = 0
  #oldest = 0
  #total = 0

  constructor(key: string, limit: Limit) {
    this.key = key
    this.limit = limit
    this.#width = (limit.seconds * 1000) / slots
  }

  /** How many requests count, at the time of the last `count`. */
  get total(): number {
    return this.#total
  }

  /** Moves to this time and gives how many requests count. A clock that steps back keeps counting in the present slot. */
  count(time: number): number {
    const slot = Math.floor(time / this.#width)
    if (slot > this.#slot) this.#moveTo(slot)
    return this.#total
  }

  /** Counts one request at the time of the last `count`. */
  add(): void {
    if (this.#total === 0) this.#oldest = this.#slot
    this.#total++
    this.#counts[this.#slot % size]!++
  }

  /** Whole seconds until more than now is free, at the time of the last `count`; 0 when nothing counts. */
  untilFree(time: number, requests: number): number {
    if (this.#total === 0) return 0
    let last = this.#oldest
    let left = this.#total - this.#counts[last % size]!
    // More than one slot has to leave where the limit of the key was higher before.
    while (left >= requests && left > 0) left -= this.#counts[++last % size]!
    return Math.max(1, Math.ceil(((last + size) * this.#width - time) / 1000))
  }

  /** Whether nothing of it counts any more. */
  isOver(time: number): boolean {
    return Math.floor(time / this.#width) - this.#slot > slots
  }

  #moveTo(slot: number): void {
    const first = Math.max(this.#slot + 1, slot - slots)
    this.#slot = slot
    if (this.#total === 0) return
    for (let each = first; each <= slot; each++) {
      this.#total -= this.#counts[each % size]!
      this.#counts[each % size] = 0
    }
    if (this.#total === 0) return
    while (this.#counts[this.#oldest % size] === 0) this.#oldest++
  }
}

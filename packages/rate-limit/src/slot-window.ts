/** Into how many slots a window is cut: the finer, the sooner a used request is given back. */
export const slots = 20

/**
 * Counts one key in a ring of slots. A slot counts until all of it has left the window, so that no sliding window ever
 * holds more than the limit, while a burst of exactly the limit is let through.
 */
export class SlotWindow {
  readonly seconds: number
  readonly #width: number
  readonly #counts = new Uint32Array(slots + 1)
  #slot = 0
  #total = 0

  constructor(seconds: number) {
    this.seconds = seconds
    this.#width = (seconds * 1000) / slots
  }

  /** How many requests count at this time. */
  count(time: number): number {
    this.#moveTo(time)
    return this.#total
  }

  add(time: number): void {
    this.#moveTo(time)
    this.#counts[this.#slot % (slots + 1)]!++
    this.#total++
  }

  /** Whole seconds until the oldest counted slot leaves the window; 0 when nothing counts. */
  untilFree(time: number): number {
    this.#moveTo(time)
    if (this.#total === 0) return 0
    let oldest = this.#slot - slots
    while (this.#counts[((oldest % (slots + 1)) + slots + 1) % (slots + 1)] === 0) oldest++
    return Math.max(1, Math.ceil(((oldest + slots + 1) * this.#width - time) / 1000))
  }

  #moveTo(time: number): void {
    // A clock that steps back keeps counting in the present slot.
    const slot = Math.max(this.#slot, Math.floor(time / this.#width))
    const steps = Math.min(slot - this.#slot, slots + 1)
    for (let step = 1; step <= steps; step++) {
      const index = (slot - steps + step) % (slots + 1)
      this.#total -= this.#counts[index]!
      this.#counts[index] = 0
    }
    this.#slot = slot
  }
}

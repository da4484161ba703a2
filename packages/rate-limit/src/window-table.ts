import type { Quota } from './rate-limiter.ts'
import { SlotWindow } from './slot-window.ts'

/** How many windows each new one makes the table look at: more than it adds, so that what is over goes sooner than new ones come. */
const sweepStep = 2

/** Among how many windows, chosen at random, the least used one is forgotten when the table is full. */
const sampleSize = 8

/** The windows of many keys, bounded. It has no timer: what is over goes when something new comes. */
export class WindowTable {
  readonly #maxKeys: number
  /** By seconds, then by key: one key may be counted in several windows. */
  readonly #bySeconds = new Map<number, Map<string, SlotWindow>>()
  readonly #windows: SlotWindow[] = []
  #hand = 0

  constructor(maxKeys: number) {
    this.#maxKeys = maxKeys
  }

  find({ key, limit }: Quota): SlotWindow | undefined {
    return this.#bySeconds.get(limit.seconds)?.get(key)
  }

  /** Makes the window of a key that has none. */
  add({ key, limit }: Quota, time: number): SlotWindow {
    this.#sweep(time)
    if (this.#windows.length >= this.#maxKeys) this.#remove(this.#findLeastUsed(time))
    const window = new SlotWindow(key, limit)
    window.count(time)
    this.#windows.push(window)
    const byKey = this.#bySeconds.get(limit.seconds) ?? new Map<string, SlotWindow>()
    this.#bySeconds.set(limit.seconds, byKey.set(key, window))
    return window
  }

  #sweep(time: number): void {
    for (let step = 0; step < sweepStep && this.#windows.length > 0; step++) {
      if (this.#hand >= this.#windows.length) this.#hand = 0
      if (this.#windows[this.#hand]!.isOver(time)) this.#remove(this.#hand)
      else this.#hand++
    }
  }

  #findLeastUsed(time: number): number {
    let found = 0
    let least = Infinity
    for (let step = 0; step < sampleSize; step++) {
      const position = Math.floor(Math.random() * this.#windows.length)
      const window = this.#windows[position]!
      const used = window.count(time) / window.limit.requests
      if (used < least) [found, least] = [position, used]
    }
    return found
  }

  #remove(position: number): void {
    const { key, limit } = this.#windows[position]!
    this.#bySeconds.get(limit.seconds)!.delete(key)
    const last = this.#windows.pop()!
    if (position < this.#windows.length) this.#windows[position] = last
  }
}

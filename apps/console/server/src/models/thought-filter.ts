const opening = '<think>'
const closing = '</think>'

/** Leaves out what some models think aloud before they answer: `<think>…</think>` at the begin of the text, in pieces of any size. */
export class ThoughtFilter {
  #state: 'before' | 'inside' | 'behind' | 'after' = 'before'
  #held = ''

  /** What of it is to be shown by now. */
  add(text: string): string {
    if (this.#state === 'after') return text
    this.#held += text
    if (this.#state === 'before') {
      const start = this.#held.trimStart()
      if (opening.startsWith(start.slice(0, opening.length)) && start.length < opening.length) return ''
      if (!start.startsWith(opening)) return this.#release(this.#held)
      this.#state = 'inside'
    }
    if (this.#state === 'inside') {
      const end = this.#held.indexOf(closing)
      if (end === -1) return ''
      this.#held = this.#held.slice(end + closing.length)
      this.#state = 'behind'
    }
    const rest = this.#held.trimStart()
    return rest === '' ? '' : this.#release(rest)
  }

  /** Thoughts that never ended are shown: they are all there is. */
  end(): string {
    return this.#state === 'after' ? '' : this.#release(this.#held)
  }

  #release(text: string): string {
    this.#state = 'after'
    this.#held = ''
    return text
  }
}

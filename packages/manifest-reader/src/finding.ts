/** One thing that was found while a plugin was read. An error means it can't be used. */
export interface Finding {
  level: 'error' | 'warning' | 'advice'
  source: 'address' | 'manifest' | 'openapi' | 'mcp'
  /** Where: `description_for_human`, `GET /todos, parameter username`. Empty for the whole. */
  place: string
  /** What is wrong and what to do. */
  message: string
  /** Stable: `manifest.name_for_human.long`. */
  rule: string
}

/** Nobody reads more than so many. */
const most = 500

/** Gathers findings of one document. */
export class Findings {
  readonly all: Finding[] = []
  readonly #source: Finding['source']
  readonly #told = new Set<string>()

  constructor(source: Finding['source']) {
    this.#source = source
  }

  error(rule: string, place: string, message: string): void {
    this.#add('error', rule, { place, message })
  }

  warning(rule: string, place: string, message: string): void {
    this.#add('warning', rule, { place, message })
  }

  advice(rule: string, place: string, message: string): void {
    this.#add('advice', rule, { place, message })
  }

  /** The same rule at the same place is told once. */
  #add(level: Finding['level'], rule: string, { place, message }: Pick<Finding, 'place' | 'message'>): void {
    const key = `${rule} ${place}`
    if (this.#told.has(key)) return
    this.#told.add(key)
    if (this.all.length >= most) return this.#tellOfMore(level)
    this.all.push({ level, source: this.#source, place, message, rule: `${this.#source}.${rule}` })
  }

  /** An error among what is left out stays an error. */
  #tellOfMore(level: Finding['level']): void {
    const last = this.all[most]
    if (last) last.level = level === 'error' ? level : last.level
    else {
      const message = `There is more than these ${most} findings. Mend these first.`
      this.all.push({ level, source: this.#source, place: '', message, rule: `${this.#source}.many` })
    }
  }
}

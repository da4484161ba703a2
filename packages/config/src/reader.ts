import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { ConfigProblem } from './config-error.ts'
import type { Limit } from './to-config.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads variables one by one and gathers what is wrong with them, so that a start fails once with all of it. */
export class Reader {
  readonly problems: ConfigProblem[] = []
  readonly #environment: Environment

  constructor(environment: Environment) {
    this.#environment = environment
  }

  problem(variable: string, message: string): void {
    this.problems.push({ variable, message })
  }

  /** The value of `NAME`, or what the file named by `NAME_FILE` holds; undefined when empty or absent. */
  text(variable: string): string | undefined {
    const value = this.#environment[variable]?.trim()
    const file = this.#environment[`${variable}_FILE`]?.trim()
    if (!file) return value || undefined
    if (value) {
      this.problem(`${variable}_FILE`, `contradicts ${variable}: set one of the two`)
      return undefined
    }
    try {
      return readFileSync(file, 'utf8').trim() || undefined
    } catch (error) {
      this.problem(`${variable}_FILE`, `names a file that can't be read (${(error as NodeJS.ErrnoException).code})`)
      return undefined
    }
  }

  integer(variable: string, options: { default: number; min: number; max: number }): number {
    const text = this.text(variable)
    if (text === undefined) return options.default
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (value >= options.min && value <= options.max) return value
    this.problem(variable, `must be a whole number from ${options.min} to ${options.max}`)
    return options.default
  }

  boolean(variable: string): boolean | undefined {
    const text = this.text(variable)
    if (text === undefined) return undefined
    if (text !== 'true' && text !== 'false') this.problem(variable, 'must be true or false')
    return text === 'true'
  }

  list(variable: string): string[] | undefined {
    const names = this.text(variable)
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean)
    return names && names.length > 0 ? names : undefined
  }

  /** `60/10`: at most 60 requests in any 10 seconds. */
  limit(variable: string, fallback: Limit): Limit {
    const text = this.text(variable)
    if (text === undefined) return fallback
    const match = /^([1-9]\d{0,9})\/([1-9]\d{0,5})$/.exec(text)
    if (match) return { requests: Number(match[1]), seconds: Number(match[2]) }
    this.problem(variable, 'must be like 60/10: requests, a slash, seconds')
    return fallback
  }

  /** Addresses and CIDR ranges, comma-separated. */
  ranges(variable: string): string[] {
    const ranges = this.list(variable) ?? []
    for (const range of ranges)
      if (!isRange(range)) this.problem(variable, 'must be addresses or CIDR ranges such as 172.16.0.0/12, comma-separated')
    return ranges
  }

  url(variable: string, protocols: string[]): string | undefined {
    const text = this.text(variable)
    if (text === undefined) return undefined
    if (protocols.includes(URL.parse(text)?.protocol ?? '')) return text
    this.problem(variable, `must be a URL that starts with ${protocols[0]}//`)
    return undefined
  }
}

function isRange(range: string): boolean {
  const [address = '', bits, more] = range.split('/')
  const family = isIP(address)
  if (family === 0 || more !== undefined) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

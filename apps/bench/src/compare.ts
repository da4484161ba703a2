import { measure, type Entrant, type Measure } from './measure.ts'

export interface CompareOptions {
  rounds: number
  seconds: number
}

export interface Comparison {
  name: string
  measures: Measure[]
  /** Rate of this entrant over the mean of the pivot before and after it, the median of all rounds. */
  ratio: number
  /** The same by processor time for each request: not moved by what else the machine does. */
  cpuRatio: number
}

/** Measures the entrants in turn, each between two measures of the first, so that a machine that slows down changes no ratio. */
export async function compare([pivot, ...others]: readonly Entrant[], { rounds, seconds }: CompareOptions): Promise<Comparison[]> {
  const results = new Map<string, Series>()
  for (const entrant of [pivot!, ...others]) await measure(entrant, seconds + 2)
  for (let round = 0; round < rounds; round++) {
    let before = await measureWarm(pivot!, seconds)
    add(results, pivot!.name, { measured: before, rate: 1, cpu: 1 })
    for (const entrant of others) {
      const measured = await measureWarm(entrant, seconds)
      const after = await measureWarm(pivot!, seconds)
      add(results, entrant.name, {
        measured,
        rate: (2 * measured.rate) / (before.rate + after.rate),
        cpu: (before.cpu + after.cpu) / (2 * measured.cpu),
      })
      before = after
    }
  }
  return [...results].map(([name, { measures, rates, cpus }]) => ({ name, measures, ratio: median(rates), cpuRatio: median(cpus) }))
}

/** What stood idle has cold memory: the first second does not count. */
async function measureWarm(entrant: Entrant, seconds: number): Promise<Measure> {
  await measure(entrant, 1)
  return measure(entrant, seconds)
}

interface Series {
  measures: Measure[]
  rates: number[]
  cpus: number[]
}

function add(results: Map<string, Series>, name: string, { measured, rate, cpu }: { measured: Measure; rate: number; cpu: number }): void {
  const found = results.get(name) ?? { measures: [], rates: [], cpus: [] }
  results.set(name, { measures: [...found.measures, measured], rates: [...found.rates, rate], cpus: [...found.cpus, cpu] })
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

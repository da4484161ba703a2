/**
 * Collects what is asked for while an earlier round is under way, and does it in one go: under load many share one statement and one
 * commit; alone nobody waits.
 */
export function createBatch<Item, Result>(run: (items: Item[]) => Promise<Result[]>, limits: { size: number; rounds: number }) {
  let waiting: Waiting<Item, Result>[] = []
  let running = 0

  const start = () => {
    while (running < limits.rounds && waiting.length > 0) {
      const round = waiting.slice(0, limits.size)
      waiting = waiting.slice(limits.size)
      running++
      void runRound(round, run).then(() => {
        running--
        start()
      })
    }
  }

  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      // What is asked for in the same turn goes together.
      if (waiting.length === 1) queueMicrotask(() => setImmediate(start))
    })
}

interface Waiting<Item, Result> {
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

async function runRound<Item, Result>(round: Waiting<Item, Result>[], run: (items: Item[]) => Promise<Result[]>): Promise<void> {
  try {
    const results = await run(round.map(({ item }) => item))
    for (const [index, { resolve }] of round.entries()) resolve(results[index]!)
  } catch (error) {
    for (const { reject } of round) reject(error)
  }
}

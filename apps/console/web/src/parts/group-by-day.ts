interface Dated {
  /** ISO 8601 */
  updatedAt: string
}

const spans: [title: string, days: number][] = [
  ['Today', 0],
  ['Yesterday', 1],
  ['The last 7 days', 7],
  ['The last 30 days', 30],
]

/** Things under the day that they are of, as people speak of it. The newest first stays first. */
export function groupByDay<Thing extends Dated>(things: readonly Thing[], now: Date): { title: string; things: Thing[] }[] {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate())
  const toTitle = ({ updatedAt }: Thing) => {
    const date = new Date(updatedAt)
    const days = Math.ceil((midnight.getTime() - date.getTime()) / 86_400_000)
    const month = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' })
    return spans.find(([, most]) => days <= most)?.[0] ?? month.format(date)
  }
  return [...Map.groupBy(things, toTitle)].map(([title, own]) => ({ title, things: own }))
}

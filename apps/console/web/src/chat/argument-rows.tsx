interface Row {
  label: string
  value: string
}

/** What a call is made with, a row for each value: `Passengers, 1, given name`. */
export function ArgumentRows({ values }: { values: Readonly<Record<string, unknown>> }) {
  const rows = toRows(values)
  if (rows.length === 0) return <p className="quiet">Without arguments.</p>
  return (
    <dl className="rows">
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function toRows(value: unknown, way: readonly string[] = []): Row[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return way.length === 0 ? [] : [{ label: way.join(', '), value: toText(value) }]
  const isList = Array.isArray(value)
  return Object.entries(value).flatMap(([name, inner]) => toRows(inner, [...way, isList ? String(Number(name) + 1) : name]))
}

/** Nothing in it is hidden: what can't be seen, or turns the order of letters around, is written as its code. */
function toText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.toWellFormed().replace(hidden, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`) || 'empty'
}

const hidden = /(?![\n\t])\p{C}|[\u2028\u2029\u115f\u1160\u3164\uffa0]|\u034f/gu
